package io.tidemark.jobs;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;

/** The options a class declares as constants, in the order of their keys or of their lines. */
final class KnownOptions {

    private KnownOptions() {}

    /** Those of a job, and those it creates a cluster with. */
    static List<ConfigOption<?>> all() {
        List<ConfigOption<?>> all = new ArrayList<>(of(TidemarkOptions.class));
        all.addAll(of(ClusterOptions.class));
        return all;
    }

    /** In the order in which they stand in the source. */
    static List<ConfigOption<?>> of(Class<?> options) {
        List<ConfigOption<?>> found = new ArrayList<>();
        for (Field field : options.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
                try {
                    found.add((ConfigOption<?>) field.get(null));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException("options are public constants", e);
                }
            }
        }
        return found;
    }

    /** By key. */
    static Map<String, ConfigOption<?>> byKey(List<Class<?>> areas) {
        Map<String, ConfigOption<?>> found = new TreeMap<>();
        for (Class<?> area : areas) {
            of(area).forEach(option -> found.put(option.key(), option));
        }
        return found;
    }
}

package io.tidemark.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.YamlParserUtils;

/**
 * The table of parameters that Milvus' design calls global: dotted keys with text values, in the
 * order of keys. They come from a YAML file, whose nested keys are joined by dots, then from the
 * environment, then from the command line; what comes later overrules. {@link #get} reads one with
 * the type and default of its option. It belongs to one thread.
 *
 * <p>Parsing files and types is Flink's; what Flink lacks is a range of keys, the environment, and
 * a file that is not its own {@code config.yaml}.
 */
public final class GlobalParams {

    /** What the names of variables begin with. */
    public static final String ENVIRONMENT = "TIDEMARK_";

    private final String prefix;
    private final NavigableMap<String, String> values = new TreeMap<>();

    /**
     * An empty table.
     *
     * @param prefix what variables and arguments leave out of their keys; may be empty
     */
    public GlobalParams(String prefix) {
        this.prefix = prefix;
    }

    /** Sets a parameter; one that is there is replaced. */
    public void save(String key, String value) {
        values.put(key, value);
    }

    public Optional<String> load(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * The parameters of a range, in order.
     *
     * @param from first key, inclusive
     * @param to last key, exclusive
     * @param limit most parameters to return
     */
    public SortedMap<String, String> loadRange(String from, String to, int limit) {
        SortedMap<String, String> found = new TreeMap<>();
        for (Map.Entry<String, String> each : values.subMap(from, to).entrySet()) {
            if (found.size() == limit) {
                break;
            }
            found.put(each.getKey(), each.getValue());
        }
        return found;
    }

    /** Those below a prefix, under what is behind it. */
    public SortedMap<String, String> below(String start) {
        SortedMap<String, String> found = new TreeMap<>();
        loadRange(start, start + Character.MAX_VALUE, Integer.MAX_VALUE)
                .forEach((key, value) -> found.put(key.substring(start.length()), value));
        return found;
    }

    /** Forgets a parameter, if it is there. */
    public void remove(String key) {
        values.remove(key);
    }

    /** A parameter with the type and the default of its option. */
    public <T> T get(ConfigOption<T> option) {
        return configuration().get(option);
    }

    /** All of them. */
    public Configuration configuration() {
        return Configuration.fromMap(values);
    }

    /** Takes what somebody else has read. */
    public GlobalParams loadAll(ReadableConfig config) {
        values.putAll(config.toMap());
        return this;
    }

    /**
     * Takes a YAML file: {@code etcd: {address: a}} is {@code etcd.address}. A list of scalars is
     * joined by semicolons, as Flink's options read lists; a key without a value is not there.
     *
     * @throws IOException with a sentence where the file cannot be read or is no map
     */
    public GlobalParams loadYaml(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("Expected parameters in " + file + ", found none");
        }
        try {
            flatten("", YamlParserUtils.loadYamlFile(file.toFile()));
        } catch (Exception broken) {
            throw new IOException(file + " is no YAML map: " + broken.getMessage(), broken);
        }
        return this;
    }

    /**
     * Lets the environment overrule: {@code tidemark.topics.prefix} is {@code
     * TIDEMARK_TOPICS_PREFIX}. A name cannot be turned back into its key, so only keys that are
     * there already, and options, are asked for.
     */
    public GlobalParams overrule(Map<String, String> environment, List<ConfigOption<?>> options) {
        NavigableMap<String, String> known = new TreeMap<>(values);
        options.forEach(option -> known.putIfAbsent(option.key(), ""));
        for (String key : known.keySet()) {
            String value = environment.get(variable(key));
            if (value != null) {
                values.put(key, value);
            }
        }
        return this;
    }

    /**
     * Lets the command line overrule: {@code --key value}, with or without the prefix.
     *
     * @throws IllegalArgumentException where it is not so
     */
    public GlobalParams overrule(String... arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "arguments must be --key value, found " + arguments[i]);
            }
            String key = arguments[i].substring(2);
            values.put(key.startsWith(prefix) ? key : prefix + key, arguments[i + 1]);
        }
        return this;
    }

    /** In the order of keys; values stay out of it, since some are secrets. */
    @Override
    public String toString() {
        return Collections.unmodifiableSet(values.keySet()).toString();
    }

    private String variable(String key) {
        String bare = key.startsWith(prefix) ? key.substring(prefix.length()) : key;
        return ENVIRONMENT + bare.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private void flatten(String start, Map<?, ?> map) {
        map.forEach((key, value) -> flatten(start + key, value));
    }

    private void flatten(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            flatten(key + ".", map);
        } else if (value instanceof List<?> list) {
            values.put(key, list.stream().map(String::valueOf).collect(Collectors.joining(";")));
        } else if (value != null) {
            values.put(key, value.toString());
        }
    }
}

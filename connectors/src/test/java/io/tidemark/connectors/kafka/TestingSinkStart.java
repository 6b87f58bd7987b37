package io.tidemark.connectors.kafka;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

/** What a sink gives its serializer at the start; its counters can be read. */
final class TestingSinkStart implements InitializationContext {

    private final Map<String, Counter> counters = new TreeMap<>();

    long counted(String name) {
        return counters.get(name).getCount();
    }

    @Override
    public MetricGroup getMetricGroup() {
        return new UnregisteredMetricsGroup() {

            @Override
            public Counter counter(String name) {
                return counters.computeIfAbsent(name, any -> new SimpleCounter());
            }
        };
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        return SimpleUserCodeClassLoader.create(getClass().getClassLoader());
    }
}

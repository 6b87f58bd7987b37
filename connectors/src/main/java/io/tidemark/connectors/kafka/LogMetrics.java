package io.tidemark.connectors.kafka;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.ingest.PartitionIngest;
import io.tidemark.life.Metric;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Shows how far each log partition is read: the one furthest behind holds everybody's time. */
public final class LogMetrics {

    public static final Metric TIME =
            Metric.gauge(
                            "partitionTimeMs",
                            "physical time of the newest record read of this log partition, in"
                                    + " milliseconds since 1970; the partition with the lowest"
                                    + " holds the barrier")
                    .by("partition");

    private LogMetrics() {}

    static void register(
            MetricGroup operator, LogTopic topic, int partition, PartitionIngest ingest) {
        Gauge<Long> time = () -> HybridTimestamp.physicalMs(ingest.last());
        operator.addGroup(TIME.label(), name(topic, partition)).gauge(TIME.name(), time);
    }

    /** As people know it: that of the topic without a cluster's prefix. */
    private static String name(LogTopic topic, int partition) {
        return topic.firstLogPartition() == 0 ? "definitions" : "requests-" + partition;
    }
}

package io.tidemark.operators;

import io.tidemark.life.Metric;
import io.tidemark.task.DmTaskQueue;
import java.util.function.LongConsumer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * Shows how much waits in the task queue of one partition, and how long. The gauges read fields of
 * the task's thread without a lock: what they show may be a moment old.
 */
public final class QueueMetrics {

    /** The label of a metric of one log partition. */
    public static final String PARTITION = "partition";

    public static final Metric LENGTH =
            Metric.gauge(
                            "queueLength",
                            "requests that wait for meta to reach their time: some ticks' worth")
                    .by(PARTITION);
    public static final Metric SPILLED =
            Metric.gauge(
                            "queueSpilled",
                            "those of them beyond `tidemark.queue.budget`, kept in state: 0 but"
                                    + " while meta is far behind")
                    .by(PARTITION);
    public static final Metric WAIT =
            Metric.histogram(
                            "queueWaitMs",
                            "how long a request waited in the queue, in milliseconds: one sample"
                                    + " each time the queue is worked off; those decided at once"
                                    + " are none")
                    .by(PARTITION);

    /** At a hundred drains a second: the last ten seconds. */
    private static final int SAMPLES = 1024;

    private QueueMetrics() {}

    /**
     * @param partition of {@code requests}
     */
    static void register(MetricGroup operator, int partition, DmTaskQueue queue) {
        MetricGroup one = of(operator, partition);
        Gauge<Long> length = queue::size;
        Gauge<Long> spilled = queue::spilled;
        one.gauge(LENGTH.name(), length);
        one.gauge(SPILLED.name(), spilled);
    }

    /** Takes waits, in milliseconds. */
    static LongConsumer waits(MetricGroup operator, int partition) {
        Histogram histogram =
                of(operator, partition)
                        .histogram(WAIT.name(), new DescriptiveStatisticsHistogram(SAMPLES));
        return histogram::update;
    }

    private static MetricGroup of(MetricGroup operator, int partition) {
        return operator.addGroup(PARTITION, "requests-" + partition);
    }
}

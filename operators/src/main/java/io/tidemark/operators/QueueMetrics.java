package io.tidemark.operators;

import io.tidemark.task.DmTaskQueue;
import io.tidemark.task.ProxyTasks;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Shows how much waits in the task queues of a subtask. The gauges read fields of the task's thread
 * without a lock: what they show may be a moment old.
 */
public final class QueueMetrics {

    public static final String LENGTH = "queueLength";
    public static final String SPILLED = "queueSpilled";

    private QueueMetrics() {}

    static void register(MetricGroup operator, List<ProxyTasks> owned) {
        operator.gauge(LENGTH, sum(owned, DmTaskQueue::size));
        operator.gauge(SPILLED, sum(owned, DmTaskQueue::spilled));
    }

    private static Gauge<Long> sum(List<ProxyTasks> owned, ToLongFunction<DmTaskQueue> read) {
        return () -> owned.stream().mapToLong(tasks -> read.applyAsLong(tasks.queue())).sum();
    }
}

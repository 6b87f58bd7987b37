package io.tidemark.operators;

import io.tidemark.task.TaskMetrics;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts tasks in the metrics of their operator. */
public final class FlinkTaskMetrics implements TaskMetrics {

    public static final String EXECUTED = "tasksExecuted";
    public static final String REFUSED = "tasksRefused";
    public static final String FAILED = "tasksFailed";

    private final Counter executed;
    private final Counter refused;
    private final Counter failed;

    FlinkTaskMetrics(MetricGroup operator) {
        this.executed = operator.counter(EXECUTED);
        this.refused = operator.counter(REFUSED);
        this.failed = operator.counter(FAILED);
    }

    @Override
    public void executed() {
        executed.inc();
    }

    @Override
    public void refused() {
        refused.inc();
    }

    @Override
    public void failed() {
        failed.inc();
    }
}

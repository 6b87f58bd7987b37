package io.tidemark.operators;

import io.tidemark.life.Metric;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Method;
import io.tidemark.task.TaskMetrics;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts tasks in the metrics of their operator. A kind that has not occurred has no metric yet:
 * sixty methods and twenty errors a subtask would hide those that count.
 */
public final class FlinkTaskMetrics implements TaskMetrics {

    private static final String METHOD = "method";
    private static final String ERROR = "error";

    public static final Metric EXECUTED =
            Metric.counter("tasksExecuted", "requests executed; ticks and allocations are none")
                    .by(METHOD);
    public static final Metric REFUSED =
            Metric.counter(
                            "tasksRefused",
                            "requests answered with the client's mistake or a limit, by the kind of"
                                    + " error")
                    .by(ERROR);
    public static final Metric FAILED =
            Metric.counter(
                            "tasksFailed",
                            "requests whose decision failed: a fault of Tidemark, with a dead"
                                    + " letter each; should be 0")
                    .by(METHOD);

    private final MetricGroup operator;
    private final Map<Method, Counter> executed = new EnumMap<>(Method.class);
    private final Map<ErrorKind, Counter> refused = new EnumMap<>(ErrorKind.class);
    private final Map<Method, Counter> failed = new EnumMap<>(Method.class);

    FlinkTaskMetrics(MetricGroup operator) {
        this.operator = operator;
    }

    @Override
    public void executed(Method method) {
        count(executed, method, EXECUTED, method.rpcName());
    }

    @Override
    public void refused(ErrorKind error) {
        count(refused, error, REFUSED, error.name());
    }

    @Override
    public void failed(Method method) {
        count(failed, method, FAILED, method.rpcName());
    }

    private <K> void count(Map<K, Counter> counters, K kind, Metric metric, String value) {
        Counter counter = counters.get(kind);
        if (counter == null) {
            counter = operator.addGroup(metric.label(), value).counter(metric.name());
            counters.put(kind, counter);
        }
        counter.inc();
    }
}

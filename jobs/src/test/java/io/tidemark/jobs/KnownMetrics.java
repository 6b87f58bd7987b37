package io.tidemark.jobs;

import io.tidemark.connectors.kafka.DmlWriterMetrics;
import io.tidemark.connectors.kafka.LogMetrics;
import io.tidemark.connectors.kafka.ResponseMetrics;
import io.tidemark.life.Metric;
import io.tidemark.operators.FlinkTaskMetrics;
import io.tidemark.operators.QueueMetrics;
import io.tidemark.operators.TickMetrics;
import io.tidemark.operators.TimeMetrics;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics that classes declare as constants, by the operators that have them. */
final class KnownMetrics {

    /** A metric, and where it is found. */
    record Found(String operators, Metric metric) {

        /** Its name in Prometheus; a sink's own lie one scope deeper. */
        String prometheus() {
            String scope = operators.contains("responses") ? "user_" : "";
            String label = metric.label().isEmpty() ? "" : metric.label() + "_";
            return "flink_taskmanager_job_task_operator_" + scope + label + metric.name();
        }
    }

    private static final Map<Class<?>, String> AREAS = new LinkedHashMap<>();

    static {
        AREAS.put(LogMetrics.class, "`definitions`, `requests`");
        AREAS.put(FlinkTaskMetrics.class, "`RootCoord`, `Proxy`");
        AREAS.put(QueueMetrics.class, "`Proxy`");
        AREAS.put(TimeMetrics.class, "`Proxy`");
        AREAS.put(DmlWriterMetrics.class, "`DmlWriter`");
        AREAS.put(TickMetrics.class, "`TickWriter`");
        AREAS.put(ResponseMetrics.class, "`responses`");
    }

    private KnownMetrics() {}

    /** All, along the job, in the order in which they stand in the source. */
    static List<Found> all() {
        List<Found> found = new ArrayList<>();
        AREAS.forEach(
                (area, operators) -> {
                    for (Field field : area.getFields()) {
                        if (field.getType() == Metric.class) {
                            found.add(new Found(operators, value(field)));
                        }
                    }
                });
        return found;
    }

    private static Metric value(Field field) {
        try {
            return (Metric) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}

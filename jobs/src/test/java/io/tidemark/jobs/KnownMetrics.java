package io.tidemark.jobs;

import io.tidemark.connectors.grpc.GatewayMetrics;
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
import java.util.Arrays;
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
                (area, operators) ->
                        in(area).forEach(metric -> found.add(new Found(operators, metric))));
        return found;
    }

    /** Those of a gateway, which is no operator: their names are Prometheus' own. */
    static List<Metric> ofGateways() {
        return in(GatewayMetrics.class);
    }

    private static List<Metric> in(Class<?> area) {
        return Arrays.stream(area.getFields())
                .filter(field -> field.getType() == Metric.class)
                .map(KnownMetrics::value)
                .toList();
    }

    private static Metric value(Field field) {
        try {
            return (Metric) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}

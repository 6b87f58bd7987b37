package io.tidemark.operators;

import io.tidemark.life.Metric;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Shows how far each input of a proxy has come: the one further behind holds what goes on. And how
 * often the proxies of a subtask asked for more of meta's time.
 */
public final class TimeMetrics {

    public static final Metric REQUESTS =
            Metric.gauge(
                    "requestsTimeMs",
                    "up to where requests are complete, in milliseconds since 1970; 0 before the"
                            + " first word");
    public static final Metric META =
            Metric.gauge("metaTimeMs", "up to where meta is complete, likewise");

    public static final Metric ASKED =
            Metric.counter(
                    "ticksAsked",
                    "ticks of `definitions` asked for since requests waited; those of a follower are"
                            + " not written");

    private TimeMetrics() {}

    static Counter asked(MetricGroup operator) {
        return operator.counter(ASKED.name());
    }

    static void register(MetricGroup operator, LongSupplier requestsMs, LongSupplier metaMs) {
        Gauge<Long> requests = () -> Math.max(0, requestsMs.getAsLong());
        Gauge<Long> meta = () -> Math.max(0, metaMs.getAsLong());
        operator.gauge(REQUESTS.name(), requests);
        operator.gauge(META.name(), meta);
    }
}

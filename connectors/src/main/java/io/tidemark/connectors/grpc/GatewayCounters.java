package io.tidemark.connectors.grpc;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.tidemark.life.Metric;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** What became of calls and answers since the gateway started; it may be asked while it runs. */
public final class GatewayCounters {

    private static final String TOTAL = "_total";
    private static final double NANOSECONDS_A_SECOND = 1e9;

    /** Bounds of the buckets, in seconds: 20 ms and 60 ms are what a round trip should take. */
    private static final double[] SECONDS = {
        0.002, 0.005, 0.01, 0.02, 0.03, 0.06, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final LongSupplier nanoTime;
    private final Counter calls = counter(GatewayMetrics.CALLS);
    private final Histogram seconds =
            Histogram.builder()
                    .name(GatewayMetrics.CALL_SECONDS.name())
                    .help(help(GatewayMetrics.CALL_SECONDS))
                    .labelNames(GatewayMetrics.CALL_SECONDS.label())
                    .classicOnly()
                    .classicUpperBounds(SECONDS)
                    .withoutExemplars()
                    .register(registry);
    private final Counter dropped = counter(GatewayMetrics.DROPPED_ANSWERS);
    private final CounterDataPoint repeatedAnswers = dropped.labelValues("repeated");
    private final CounterDataPoint unknownAnswers = dropped.labelValues("unknown");

    GatewayCounters() {
        this(System::nanoTime);
    }

    /**
     * @param nanoTime tells how long calls take, as {@link System#nanoTime} does
     */
    GatewayCounters(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Where all of them are found. */
    PrometheusRegistry registry() {
        return registry;
    }

    /** Also tells a number that somebody else keeps. */
    void tell(Metric gauge, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(gauge.name())
                .help(help(gauge))
                .callback(told -> told.call(value.getAsLong()))
                .register(registry);
    }

    /** Calls answered by the job. */
    public long answered() {
        return ended(Outcome.ANSWERED);
    }

    /** Calls the gateway itself refused: not served, malformed, too large, too many. */
    public long refused() {
        long refused = 0;
        for (Outcome outcome : Outcome.values()) {
            refused += outcome.refused() ? ended(outcome) : 0;
        }
        return refused;
    }

    /** Calls whose request did not reach the log for certain, or that a stop cut off. */
    public long failed() {
        return ended(Outcome.FAILED);
    }

    /** Calls whose answer did not come in time. */
    public long expired() {
        return ended(Outcome.EXPIRED);
    }

    /** Calls their clients gave up: a deadline, a cancellation, a lost connection. */
    public long cancelled() {
        return ended(Outcome.CANCELLED);
    }

    /** Answers that nobody waited for any more: a repetition, or their call was given up. */
    public long repeatedAnswers() {
        return repeatedAnswers.getLongValue();
    }

    /** Answers to calls of another gateway or of a former life, and what is no answer at all. */
    public long unknownAnswers() {
        return unknownAnswers.getLongValue();
    }

    /** Now, for {@link #countAnswered}. */
    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /**
     * Counts a call that the job answered.
     *
     * @param sinceNs when it came
     */
    void countAnswered(String rpc, long sinceNs) {
        seconds.labelValues(rpc).observe((nanoTime() - sinceNs) / NANOSECONDS_A_SECOND);
        count(rpc, Outcome.ANSWERED);
    }

    void count(String rpc, Outcome outcome) {
        calls.labelValues(rpc, outcome.label()).inc();
    }

    void countRepeatedAnswer() {
        repeatedAnswers.inc();
    }

    void countUnknownAnswer() {
        unknownAnswers.inc();
    }

    private long ended(Outcome outcome) {
        Predicate<CounterDataPointSnapshot> ofIt =
                point -> point.getLabels().get("outcome").equals(outcome.label());
        return (long)
                calls.collect().getDataPoints().stream()
                        .filter(ofIt)
                        .mapToDouble(CounterDataPointSnapshot::getValue)
                        .sum();
    }

    /** The suffix that a name has in Prometheus is the library's to write. */
    private Counter counter(Metric metric) {
        return Counter.builder()
                .name(metric.name().substring(0, metric.name().length() - TOTAL.length()))
                .help(help(metric))
                .labelNames(metric.label().split(","))
                .withoutExemplars()
                .register(registry);
    }

    private static String help(Metric metric) {
        return metric.meaning().replace("`", "");
    }

    @Override
    public String toString() {
        return "%d answered, %d refused, %d failed, %d expired, %d cancelled; answers: %d repeated, %d unknown"
                .formatted(
                        answered(),
                        refused(),
                        failed(),
                        expired(),
                        cancelled(),
                        repeatedAnswers(),
                        unknownAnswers());
    }
}

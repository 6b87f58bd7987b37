package io.tidemark.operators;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.life.Metric;
import io.tidemark.tick.ChannelTicks;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Shows how far each physical channel is closed, and how far behind its readers are. */
public final class TickMetrics {

    /** The label of a metric of one physical channel. */
    public static final String CHANNEL = "channel";

    public static final Metric NEWEST_TICK =
            Metric.gauge(
                            "newestTickMs",
                            "physical time of the channel's newest tick, in milliseconds since"
                                    + " 1970; 0 before the first")
                    .by(CHANNEL);
    public static final Metric LAG =
            Metric.gauge(
                            "tickLagMs",
                            "this machine's time of day minus that: how far readers are behind;"
                                    + " below 0 before the first tick")
                    .by(CHANNEL);

    private static final long NEVER_TICKED = -1;

    private TickMetrics() {}

    /**
     * @param nowMs this machine's clock, read when somebody looks
     */
    static void register(
            MetricGroup operator, int channel, ChannelTicks ticks, LongSupplier nowMs) {
        Gauge<Long> newest = () -> HybridTimestamp.physicalMs(ticks.lastTick());
        Gauge<Long> lag = () -> lagMs(newest.getValue(), nowMs.getAsLong());
        MetricGroup one = operator.addGroup(CHANNEL, Integer.toString(channel));
        one.gauge(NEWEST_TICK.name(), newest);
        one.gauge(LAG.name(), lag);
    }

    private static long lagMs(long newestMs, long nowMs) {
        return newestMs == 0 ? NEVER_TICKED : Math.max(0, nowMs - newestMs);
    }
}

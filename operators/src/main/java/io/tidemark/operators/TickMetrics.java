package io.tidemark.operators;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.tick.ChannelTicks;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Shows how far each physical channel is closed: the clock minus this is a reader's lag. */
public final class TickMetrics {

    /** The label of a metric of one physical channel. */
    public static final String CHANNEL = "channel";

    public static final String NEWEST_TICK = "newestTickMs";

    private TickMetrics() {}

    static void register(MetricGroup operator, int channel, ChannelTicks ticks) {
        Gauge<Long> newest = () -> HybridTimestamp.physicalMs(ticks.lastTick());
        operator.addGroup(CHANNEL, Integer.toString(channel)).gauge(NEWEST_TICK, newest);
    }
}

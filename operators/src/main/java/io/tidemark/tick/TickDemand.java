package io.tidemark.tick;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Decides when a proxy whose requests wait for meta writes a tick into {@code definitions}: at once
 * where meta's time has stood still for a while, else after that while.
 *
 * <p>A second one goes only once meta's time has advanced, by whomever. So ticks are at least that
 * while and their own way through the log apart: on a busy machine they come more rarely. One that
 * is lost costs no more than the wait for the ticker's next, which advances meta all the same.
 *
 * <p>What a tick carries, the log has told; this machine's clock says only how often they go.
 */
public final class TickDemand {

    /** Nothing to do before meta's time advances. */
    public static final long NONE = 0;

    private final long distanceMs;
    private final LongSupplier nowMs;
    private final LongConsumer ticks;
    private long advancedMs;
    private boolean written;

    /**
     * @param distanceMs how long after an advance of meta the next tick may go
     * @param nowMs this machine's clock; where it is set back, the next advance mends that
     * @param ticks writes one, with the time that it carries
     */
    public TickDemand(long distanceMs, LongSupplier nowMs, LongConsumer ticks) {
        this.distanceMs = distanceMs;
        this.nowMs = nowMs;
        this.ticks = ticks;
        this.advancedMs = nowMs.getAsLong();
    }

    /** Meta's time has advanced. */
    public void advanced() {
        advancedMs = nowMs.getAsLong();
        written = false;
    }

    /**
     * Requests wait.
     *
     * @param logMs the highest time that the log has told in their partitions
     * @return milliseconds after which this is to be said again, should they wait still, or {@link
     *     #NONE}
     */
    public long waiting(long logMs) {
        if (written) {
            return NONE;
        }
        long restMs = advancedMs + distanceMs - nowMs.getAsLong();
        if (restMs > 0) {
            return restMs;
        }
        written = true;
        // Of a time p all below it is closed.
        ticks.accept(logMs + 1);
        return NONE;
    }
}

package io.tidemark.tick;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Decides when a subtask of the proxies whose requests wait for meta writes a tick into {@code
 * definitions}: at once where meta's time has stood still for a while, else after that while.
 *
 * <p>A second one goes only once meta's time has advanced, by whomever. So ticks are at least that
 * while and their own way through the log apart: on a busy machine they come more rarely. One that
 * is lost costs no more than the wait for the ticker's next, which advances meta all the same.
 *
 * <p>All subtasks see the same advance. They take turns from it, a millisecond apart, in an order
 * that meta's time turns on: a tick that is written in time spares the others theirs, so that few
 * are under way at once however many subtasks wait.
 *
 * <p>What a tick carries, the log has told; this machine's clock says only how often they go.
 */
public final class TickDemand {

    /** Nothing to do before meta's time advances. */
    public static final long NONE = 0;

    private final long distanceMs;
    private final int subtask;
    private final int subtasks;
    private final LongSupplier nowMs;
    private final LongConsumer ticks;
    private long earliestMs;
    private boolean written;

    /**
     * @param distanceMs how long after an advance of meta the next tick may go
     * @param subtask whose requests wait, from 0
     * @param subtasks how many there are
     * @param nowMs this machine's clock; where it is set back, the next advance mends that
     * @param ticks writes one, with the time that it carries
     */
    public TickDemand(
            long distanceMs, int subtask, int subtasks, LongSupplier nowMs, LongConsumer ticks) {
        this.distanceMs = distanceMs;
        this.subtask = subtask;
        this.subtasks = subtasks;
        this.nowMs = nowMs;
        this.ticks = ticks;
        this.earliestMs = nowMs.getAsLong();
    }

    /**
     * Meta's time has advanced.
     *
     * @param metaMs up to where
     */
    public void advanced(long metaMs) {
        earliestMs = nowMs.getAsLong() + distanceMs + Math.floorMod(subtask - metaMs, subtasks);
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
        long restMs = earliestMs - nowMs.getAsLong();
        if (restMs > 0) {
            return restMs;
        }
        written = true;
        // Of a time p all below it is closed.
        ticks.accept(logMs + 1);
        return NONE;
    }
}

package io.tidemark.tick;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Decides when a subtask of the proxies whose requests wait for meta writes a tick into {@code
 * definitions}: at once where meta's time has stood still for a while, else after that while.
 *
 * <p>A second one goes only once meta's time has advanced, by whomever: on a busy machine, where a
 * tick's way through the log is long, they come more rarely. What does not come back at all was
 * lost, and is asked for again.
 *
 * <p>All subtasks see the same advance. They take turns from it, a millisecond apart, in an order
 * that meta's time turns on: a tick that is written in time spares the others theirs, so that few
 * are under way at once however many subtasks wait.
 *
 * <p>What a tick carries, the log has told; this machine's clock says only how often they go.
 */
public final class TickDemand {

    /** What subtasks beyond these would wait alone costs more than their ticks. */
    private static final int TURNS = 16;

    /** Long against a tick's way through the log: those that wait for a leader are few. */
    private static final long LOST_MS = 1_000;

    private final long distanceMs;
    private final int subtask;
    private final int turns;
    private final LongSupplier nowMs;
    private final LongConsumer ticks;
    private long earliestMs;

    /**
     * @param distanceMs how long after an advance of meta the next tick may go
     * @param subtask whose requests wait, from 0
     * @param subtasks how many there are
     * @param nowMs this machine's clock, which may be set back
     * @param ticks writes one, with the time that it carries
     */
    public TickDemand(
            long distanceMs, int subtask, int subtasks, LongSupplier nowMs, LongConsumer ticks) {
        this.distanceMs = distanceMs;
        this.subtask = subtask;
        this.turns = Math.min(subtasks, TURNS);
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
        earliestMs = nowMs.getAsLong() + distanceMs + Math.floorMod(subtask - metaMs, turns);
    }

    /**
     * Requests wait.
     *
     * @param logMs the highest time that the log has told in their partitions
     * @return milliseconds, at least 1, after which this is to be said again, should they wait
     *     still and meta's time not have advanced
     */
    public long waiting(long logMs) {
        long restMs = earliestMs - nowMs.getAsLong();
        if (restMs <= 0) {
            // Of a time p all below it is closed.
            ticks.accept(logMs + 1);
            restMs = distanceMs + LOST_MS;
            earliestMs = nowMs.getAsLong() + restMs;
        }
        return Math.min(restMs, distanceMs + LOST_MS);
    }
}

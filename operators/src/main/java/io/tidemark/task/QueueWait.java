package io.tidemark.task;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Measures how long requests wait in a task queue, one at a time: from a request's coming until it
 * is decided, then the next that comes. So the clock is read twice each time the queue is worked
 * off, not twice a request.
 *
 * <p>What it measures is told to people and decides nothing.
 */
public final class QueueWait {

    private static final long NONE = -1;

    private final LongSupplier nowMs;
    private final LongConsumer told;
    private long index = NONE;
    private long sinceMs;

    /**
     * @param nowMs this machine's clock
     * @param told takes each wait, in milliseconds
     */
    public QueueWait(LongSupplier nowMs, LongConsumer told) {
        this.nowMs = nowMs;
        this.told = told;
    }

    /** A task was added at an index of its queue. */
    void added(long added) {
        if (index == NONE) {
            index = added;
            sinceMs = nowMs.getAsLong();
        }
    }

    /** Every task below an index of its queue is decided. */
    void decided(long below) {
        if (index != NONE && index < below) {
            // The machine's clock may be set back meanwhile.
            told.accept(Math.max(0, nowMs.getAsLong() - sinceMs));
            index = NONE;
        }
    }
}

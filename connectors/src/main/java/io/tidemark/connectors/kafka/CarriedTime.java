package io.tidemark.connectors.kafka;

import java.util.function.LongSupplier;

/**
 * A time that goes on by itself: the highest it was raised to, plus the monotonic time since. It
 * keeps where it was raised, rather than moving there at each reading, so that no part of a
 * millisecond is lost between two readings.
 */
final class CarriedTime {

    private static final long NANOS_PER_MS = 1_000_000;

    private final LongSupplier monotonicNanos;
    private long raisedMs;
    private long raisedAtNanos;

    /** A time that starts at the epoch. */
    CarriedTime(LongSupplier monotonicNanos) {
        this.monotonicNanos = monotonicNanos;
        this.raisedAtNanos = monotonicNanos.getAsLong();
    }

    /** The time now, in milliseconds since the Unix epoch; it never falls. */
    long nowMs() {
        return raisedMs + (monotonicNanos.getAsLong() - raisedAtNanos) / NANOS_PER_MS;
    }

    /** Raises the time; what is not later than it has come to by itself changes nothing. */
    void raise(long ms) {
        if (ms > nowMs()) {
            raisedMs = ms;
            raisedAtNanos = monotonicNanos.getAsLong();
        }
    }
}

package io.tidemark.connectors.kafka;

import java.util.function.LongSupplier;

/**
 * The time a ticker carries: max(own clock, newest time it carried or saw in an acknowledgement +
 * monotonic time since). A clock that steps back, or a broker that is ahead, never slows it.
 */
final class TickerClock {

    private static final long NANOS_A_MS = 1_000_000;

    private final LongSupplier wallMs;
    private final LongSupplier monotonicNanos;
    private long newestMs;
    private long newestAtNanos;

    TickerClock(LongSupplier wallMs, LongSupplier monotonicNanos) {
        this.wallMs = wallMs;
        this.monotonicNanos = monotonicNanos;
        this.newestMs = wallMs.getAsLong();
        this.newestAtNanos = monotonicNanos.getAsLong();
    }

    /** The time to carry now, in milliseconds since the Unix epoch. */
    synchronized long nowMs() {
        long passedMs = (monotonicNanos.getAsLong() - newestAtNanos) / NANOS_A_MS;
        newestMs += passedMs;
        // Only what was counted: the rest of a millisecond would be lost at every call.
        newestAtNanos += passedMs * NANOS_A_MS;
        saw(wallMs.getAsLong());
        return newestMs;
    }

    /** Learns of a broker's append time; called from the producer's thread. */
    synchronized void saw(long appendMs) {
        if (appendMs > newestMs) {
            newestMs = appendMs;
            newestAtNanos = monotonicNanos.getAsLong();
        }
    }
}

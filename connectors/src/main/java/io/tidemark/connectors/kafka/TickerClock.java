package io.tidemark.connectors.kafka;

import java.util.function.LongSupplier;

/**
 * The time a ticker carries: max(own clock, newest time it carried or saw in an acknowledgement +
 * monotonic time since). A clock that steps back, or a broker that is ahead, never slows it.
 */
final class TickerClock {

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
        long nanos = monotonicNanos.getAsLong();
        long carriedOn = newestMs + (nanos - newestAtNanos) / 1_000_000;
        saw(Math.max(wallMs.getAsLong(), carriedOn));
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

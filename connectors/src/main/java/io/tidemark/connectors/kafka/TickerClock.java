package io.tidemark.connectors.kafka;

import java.util.function.LongSupplier;

/**
 * The time a ticker carries: max(own clock, newest time it carried or saw in an acknowledgement +
 * monotonic time since). A clock that steps back, or a broker that is ahead, never slows it.
 *
 * <p>What it learned from acknowledgements is told apart, since a checkpoint keeps it: once a
 * broker was ahead, its partition's time stays ahead, and a ticker that forgot about it in a
 * restart would leave that partition waiting until the others come there by themselves. What only
 * this machine's clock said is not kept: a wrong clock is cured by a restart elsewhere.
 */
final class TickerClock {

    private final LongSupplier wallMs;
    private final CarriedTime newest;
    private final CarriedTime log;

    TickerClock(LongSupplier wallMs, LongSupplier monotonicNanos) {
        this.wallMs = wallMs;
        this.newest = new CarriedTime(monotonicNanos);
        this.log = new CarriedTime(monotonicNanos);
    }

    /** The time to carry now, in milliseconds since the Unix epoch. */
    synchronized long nowMs() {
        newest.raise(wallMs.getAsLong());
        return newest.nowMs();
    }

    /**
     * Learns of a broker's append time, or of what a ticker before knew; called from the producer's
     * thread too.
     */
    synchronized void saw(long appendMs) {
        newest.raise(appendMs);
        log.raise(appendMs);
    }

    /** What the log alone tells of the time now; 0 where nothing was acknowledged yet. */
    synchronized long logMs() {
        return log.nowMs();
    }
}

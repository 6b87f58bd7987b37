package io.tidemark.bench.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Time, as all channels' ticks tell it: the newest tick that every channel has passed. What comes
 * at or behind its channel's newest tick was written before, or W1 is broken, which the check
 * tells. Every {@code nowNs} is a reading of one monotonic clock.
 */
final class WatchedTime {

    private static final int LOGICAL_BITS = 18;
    private static final long FRESH_MS = 1_000;

    private final long[] ticks;
    private long time;
    private long movedNs;
    private long longestNs;
    private boolean fresh;
    private long again;

    WatchedTime(int channels, long nowNs) {
        this.ticks = new long[channels];
        this.movedNs = nowNs;
    }

    /**
     * Takes a tick.
     *
     * @param appendedMs when the broker took it, by its clock
     */
    synchronized void tick(int channel, long timestamp, long appendedMs, long nowNs) {
        if (timestamp <= ticks[channel]) {
            again++;
            return;
        }
        ticks[channel] = timestamp;
        long lowest = Arrays.stream(ticks).min().orElseThrow();
        if (lowest > time) {
            longestNs = Math.max(longestNs, nowNs - movedNs);
            movedNs = nowNs;
            time = lowest;
            fresh = appendedMs - (timestamp >>> LOGICAL_BITS) < FRESH_MS;
        }
    }

    /** Takes a message. */
    synchronized void message(int channel, long timestamp) {
        if (timestamp <= ticks[channel]) {
            again++;
        }
    }

    /** The newest tick that every channel has passed; 0 while there is none. */
    synchronized long time() {
        return time;
    }

    /** How many messages and ticks came at or behind their channel's newest tick. */
    synchronized long again() {
        return again;
    }

    /**
     * Whether time moves and is the present's: what was written while it stood is worked off.
     *
     * @param since what time was when it might have stopped; a little more of it could still be on
     *     its way here, so it must have moved by a second since
     */
    synchronized boolean present(long since, long nowNs) {
        return fresh
                && nowNs - movedNs < TimeUnit.MILLISECONDS.toNanos(FRESH_MS)
                && (time >>> LOGICAL_BITS) - (since >>> LOGICAL_BITS) >= FRESH_MS;
    }

    /** Forgets how long time stood still until now. */
    synchronized void begin() {
        longestNs = 0;
    }

    /** The longest that time stood still since {@link #begin}. */
    synchronized Duration longest(long nowNs) {
        return Duration.ofNanos(Math.max(longestNs, nowNs - movedNs));
    }
}

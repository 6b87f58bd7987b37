package io.tidemark.clock;

import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;

/**
 * The hybrid logical clock of one log partition: a pure function of what lies in that partition.
 *
 * <p>The <em>reference</em> is the highest append time or tick time taken so far. Invariants,
 * asserted after every step:
 *
 * <ol>
 *   <li>Timestamps of one clock strictly increase.
 *   <li>Timestamps of two partitions differ: the partition is part of each.
 *   <li>physical ≤ reference + max-drift + 1 ms + tick slack. The slack grows by 1 ms with each
 *       tick and shrinks by what the reference rises, so that this bound never falls: behind a
 *       broker whose clock stepped back, ticks alone push the physical part, 1 ms each.
 * </ol>
 *
 * <p>The algorithm is that of TiKV's timestamp oracle and of hybrid logical clocks (Kulkarni et
 * al., 2014), with the broker's append time in the place of the machine's clock, so that a restart
 * stamps the same records alike.
 */
public final class HybridClock {

    /** The most timestamps one request can be granted: one millisecond of this partition. */
    public static final int MAX_GRANT = HybridTimestamp.MAX_SEQUENCE + 1;

    /**
     * What a checkpoint keeps.
     *
     * @param last the newest timestamp given; 0 for a clock that has not given any
     * @param referenceMs highest append or tick time taken
     * @param tickSlackMs what ticks may have pushed the clock beyond the reference's own bound
     */
    public record State(long last, long referenceMs, long tickSlackMs) {
        public static final State INITIAL = new State(0, 0, 0);
    }

    private final int partition;
    private final long maxDriftMs;
    private long last;
    private long referenceMs;
    private long tickSlackMs;

    public HybridClock(int partition, long maxDriftMs, State state) {
        if (partition < 0 || partition > HybridTimestamp.MAX_PARTITION) {
            throw new IllegalArgumentException(
                    "log partition must be in [0, 255], found " + partition);
        }
        this.partition = partition;
        this.maxDriftMs = maxDriftMs;
        this.last = state.last();
        this.referenceMs = state.referenceMs();
        this.tickSlackMs = state.tickSlackMs();
    }

    /**
     * Stamps a request.
     *
     * @param appendMs the broker's append time
     * @param token newest timestamp the client has seen, 0 for none; the result exceeds it
     * @param count how many consecutive timestamps are wanted, 1 to {@link #MAX_GRANT}
     * @return the first of them
     * @throws RefusedException RateLimit where the clock would pass reference + max-drift; an
     *     invalid parameter where the token already does. The clock has not moved then.
     */
    public long stamp(long appendMs, long token, int count) throws RefusedException {
        raise(appendMs);
        long limitMs = referenceMs + maxDriftMs;
        long tokenMs = HybridTimestamp.physicalMs(token);
        if (tokenMs > limitMs) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    "base.timestamp must lie at most "
                            + maxDriftMs
                            + " ms ahead of the log, found "
                            + (tokenMs - referenceMs)
                            + " ms; pass a timestamp that an answer carried");
        }
        long physicalMs = HybridTimestamp.physicalMs(last);
        int sequence = HybridTimestamp.sequence(last) + 1;
        long targetMs = Math.max(appendMs, tokenMs);
        if (targetMs > physicalMs) {
            physicalMs = targetMs;
            sequence = 0;
        } else if (sequence + count > MAX_GRANT) {
            physicalMs++;
            sequence = 0;
            if (physicalMs > limitMs) {
                throw new RefusedException(
                        ErrorKind.RATE_LIMIT,
                        "request rate of this partition is above 1,024 a millisecond; send it"
                                + " again later or to another partition");
            }
        }
        long first = HybridTimestamp.of(physicalMs, partition, sequence);
        if (first <= token) {
            // This partition's bits are lower than those of the token's: the next millisecond.
            first = HybridTimestamp.of(tokenMs + 1, partition, 0);
        }
        advanceTo(first, first + count - 1);
        return first;
    }

    /**
     * Takes a tick, which is never refused.
     *
     * @param appendMs the broker's append time
     * @param tickMs the time the tick carries, clamped to reference + max-drift
     * @return the tick's own timestamp
     */
    public long tick(long appendMs, long tickMs) {
        raise(appendMs);
        raise(Math.min(tickMs, referenceMs + maxDriftMs));
        tickSlackMs++;
        long physicalMs = Math.max(HybridTimestamp.physicalMs(last) + 1, referenceMs);
        long timestamp = HybridTimestamp.of(physicalMs, partition, 0);
        advanceTo(timestamp, timestamp);
        return timestamp;
    }

    /** The newest timestamp given. */
    public long last() {
        return last;
    }

    /** The highest append or tick time so far, in milliseconds since the Unix epoch. */
    public long referenceMs() {
        return referenceMs;
    }

    public State state() {
        return new State(last, referenceMs, tickSlackMs);
    }

    private void raise(long ms) {
        if (ms > referenceMs) {
            tickSlackMs = Math.max(0, tickSlackMs - (ms - referenceMs));
            referenceMs = ms;
        }
    }

    private void advanceTo(long first, long newLast) {
        if (first <= last) {
            throw new IllegalStateException(
                    "invariant 1: timestamp " + first + " does not exceed " + last);
        }
        if (HybridTimestamp.partition(newLast) != partition) {
            throw new IllegalStateException(
                    "invariant 2: timestamp " + newLast + " is not of partition " + partition);
        }
        long boundMs = referenceMs + maxDriftMs + 1 + tickSlackMs;
        if (HybridTimestamp.physicalMs(newLast) > boundMs) {
            throw new IllegalStateException(
                    "invariant 3: physical "
                            + HybridTimestamp.physicalMs(newLast)
                            + " ms exceeds "
                            + boundMs
                            + " ms");
        }
        last = newLast;
    }
}

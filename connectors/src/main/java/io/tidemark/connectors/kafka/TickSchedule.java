package io.tidemark.connectors.kafka;

import java.util.Arrays;

/**
 * Decides which log partition ticks now, and with what time: each, {@code definitions} and those of
 * {@code requests}, just after each boundary of the tick grid, so that all close a cell together.
 *
 * <p>A partition gets no second tick before its first is acknowledged or has failed: ticks that
 * wait for a leader would each take a millisecond of the partition's clock when it comes back.
 *
 * <p>Log partition 0 is {@code definitions}, 1 + i is {@code requests} i. Acknowledgements and
 * failures come from the producer's thread.
 */
final class TickSchedule {

    /** Writes one tick. */
    interface Sender {
        /** Sends a tick that carries a time, in milliseconds since the Unix epoch. */
        void send(int logPartition, long timeMs);
    }

    /** Failures of a partition worth a word: one attempt may well meet a leader's change. */
    private static final long SILENCE_MS = 2_000;

    private static final long NEVER = Long.MIN_VALUE;

    private final TickerClock clock;
    private final long tickStepMs;
    private final boolean[] underWay;
    private final long[] unheardSinceMs;
    private final boolean[] reported;
    private long nextCell;

    TickSchedule(TickerClock clock, int requestPartitions, long tickStepMs) {
        this.clock = clock;
        this.tickStepMs = tickStepMs;
        this.underWay = new boolean[1 + requestPartitions];
        this.reported = new boolean[1 + requestPartitions];
        this.unheardSinceMs = new long[1 + requestPartitions];
        Arrays.fill(unheardSinceMs, NEVER);
    }

    /**
     * Sends the ticks that are due.
     *
     * @return milliseconds until the next is due, at least 1
     */
    synchronized long tick(Sender sender) {
        long nowMs = clock.nowMs();
        if (nowMs / tickStepMs >= nextCell) {
            for (int partition = 0; partition < underWay.length; partition++) {
                send(partition, nowMs, sender);
            }
            nextCell = nowMs / tickStepMs + 1;
        }
        return Math.max(1, nextCell * tickStepMs - nowMs);
    }

    /**
     * A tick lies in the log.
     *
     * @param appendMs the broker's append time
     */
    synchronized void acknowledged(int logPartition, long appendMs) {
        clock.saw(appendMs);
        underWay[logPartition] = false;
        unheardSinceMs[logPartition] = NEVER;
        reported[logPartition] = false;
    }

    /**
     * A tick was given up; the next carries more.
     *
     * @return whether that is to be reported: once for each time a partition stays away
     */
    synchronized boolean failed(int logPartition) {
        underWay[logPartition] = false;
        boolean report =
                !reported[logPartition]
                        && clock.nowMs() - unheardSinceMs[logPartition] >= SILENCE_MS;
        reported[logPartition] |= report;
        return report;
    }

    private void send(int logPartition, long nowMs, Sender sender) {
        if (underWay[logPartition]) {
            return;
        }
        underWay[logPartition] = true;
        if (unheardSinceMs[logPartition] == NEVER) {
            unheardSinceMs[logPartition] = nowMs;
        }
        sender.send(logPartition, nowMs);
    }
}

package io.tidemark.clock;

import java.time.Instant;

/**
 * The layout of a hybrid timestamp: one {@code long} with 46 bits of physical milliseconds since
 * the Unix epoch and 18 logical bits, as in Milvus and TiKV. Tidemark divides the logical bits into
 * 8 bits of log partition (high) and 10 bits of sequence (low), so that partitions never collide
 * and the stamps of one partition and millisecond are consecutive integers.
 *
 * <p>Log partition 0 is {@code definitions}; log partition 1 + i is partition i of {@code
 * requests}. Timestamps are positive until the year 4199, so that signed comparison is right.
 */
public final class HybridTimestamp {

    public static final int LOGICAL_BITS = 18;
    public static final int SEQUENCE_BITS = 10;
    public static final long LOGICAL_MASK = (1L << LOGICAL_BITS) - 1;
    public static final int MAX_SEQUENCE = (1 << SEQUENCE_BITS) - 1;

    /** The largest log partition: P is at most 255. */
    public static final int MAX_PARTITION = 255;

    private HybridTimestamp() {}

    /** The timestamp of a physical millisecond, a log partition and a sequence number. */
    public static long of(long physicalMs, int partition, int sequence) {
        return physicalMs << LOGICAL_BITS | (long) partition << SEQUENCE_BITS | sequence;
    }

    /** Physical part, in milliseconds since the Unix epoch. */
    public static long physicalMs(long timestamp) {
        return timestamp >>> LOGICAL_BITS;
    }

    /** The whole 18 logical bits. */
    public static long logical(long timestamp) {
        return timestamp & LOGICAL_MASK;
    }

    public static int partition(long timestamp) {
        return (int) (logical(timestamp) >>> SEQUENCE_BITS);
    }

    public static int sequence(long timestamp) {
        return (int) (timestamp & MAX_SEQUENCE);
    }

    /** The last timestamp of a physical millisecond: where a channel tick lies. */
    public static long endOf(long physicalMs) {
        return physicalMs << LOGICAL_BITS | LOGICAL_MASK;
    }

    /** For people: the instant in UTC, the log partition and the sequence. */
    public static String format(long timestamp) {
        return Instant.ofEpochMilli(physicalMs(timestamp))
                + " partition "
                + partition(timestamp)
                + " sequence "
                + sequence(timestamp);
    }
}

package io.tidemark.clock;

/**
 * Ids of one log partition: 15 bits of partition, 48 bits of counter, reserved in blocks while a
 * request is taken in. Two partitions never give the same id, and a replay gives the same ids.
 */
public final class IdAllocator {

    private static final int COUNTER_BITS = 48;

    /** Ids start at 1: 0 means "none" in Milvus' messages. */
    public static final long INITIAL = 1;

    private final long partitionBits;
    private long next;

    /**
     * @param next the counter a checkpoint kept, or {@link #INITIAL}
     */
    public IdAllocator(int partition, long next) {
        this.partitionBits = (long) partition << COUNTER_BITS;
        this.next = next;
    }

    /**
     * Reserves consecutive ids.
     *
     * @return the first of {@code count}
     */
    public long reserve(long count) {
        long first = next;
        next = Math.addExact(next, count);
        if (next >>> COUNTER_BITS != 0) {
            throw new IllegalStateException(
                    "the ids of log partition "
                            + (partitionBits >>> COUNTER_BITS)
                            + " are used up: 2^48 were reserved");
        }
        return partitionBits | first;
    }

    /** The counter to keep in a checkpoint. */
    public long next() {
        return next;
    }
}

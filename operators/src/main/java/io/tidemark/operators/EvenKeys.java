package io.tidemark.operators;

import java.io.Serializable;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Keys of a fixed family (the request partitions, the physical channels), spread evenly at any
 * parallelism: index i lies in the key group whose bits are those of i reversed, so that the first
 * n indices are as far apart as n key groups can be.
 */
public final class EvenKeys implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long[] keys;
    private final int maxParallelism;

    /**
     * @param count how many indices there are
     * @param maxParallelism how many key groups there are, a power of two
     */
    public EvenKeys(int count, int maxParallelism) {
        if (Integer.bitCount(maxParallelism) != 1) {
            throw new IllegalArgumentException(
                    "pipeline.max-parallelism must be a power of two, found " + maxParallelism);
        }
        this.maxParallelism = maxParallelism;
        this.keys = new long[count];
        int bits = Integer.numberOfTrailingZeros(maxParallelism);
        long candidate = 0;
        for (int i = 0; i < count; i++) {
            int wanted = bits == 0 ? 0 : Integer.reverse(i % maxParallelism) >>> (32 - bits);
            // Each index takes its key behind the one before, so that no two share one.
            while (KeyGroupRangeAssignment.assignToKeyGroup(candidate, maxParallelism) != wanted) {
                candidate++;
            }
            keys[i] = candidate++;
        }
    }

    /** The key of an index. */
    public long key(int index) {
        return keys[index];
    }

    public int count() {
        return keys.length;
    }

    /** The subtask that an index belongs to. */
    public int subtask(int index, int parallelism) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                keys[index], maxParallelism, parallelism);
    }

    /** Whether an index belongs to a subtask. */
    public boolean belongsTo(int index, int subtask, int parallelism) {
        return subtask(index, parallelism) == subtask;
    }
}

package io.tidemark.wal;

import java.util.TreeMap;

/** The offsets of the records of which something is held: messages may share a record. */
final class HeldOffsets {

    private final TreeMap<Long, Integer> counts = new TreeMap<>();

    void add(long offset) {
        counts.merge(offset, 1, Integer::sum);
    }

    void remove(long offset) {
        counts.computeIfPresent(offset, (any, count) -> count == 1 ? null : count - 1);
    }

    /** The lowest, or what is given where nothing is held. */
    long firstOr(long otherwise) {
        return counts.isEmpty() ? otherwise : counts.firstKey();
    }
}

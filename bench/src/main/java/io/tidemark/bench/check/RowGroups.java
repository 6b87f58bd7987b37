package io.tidemark.bench.check;

import io.tidemark.bench.load.Fingerprint;

/** The rows of each timestamp on {@code dml}, added up over messages and channels. */
final class RowGroups {

    static final int NONE = -1;

    /** Rows of one timestamp lie in more than one partition. */
    static final long SEVERAL = -1;

    private static final int OFFSET_BITS = 48;

    private final LongMap byTimestamp = new LongMap();
    private final LongColumn timestamp = new LongColumn();
    private final LongColumn place = new LongColumn();
    private final LongColumn collection = new LongColumn();
    private final LongColumn partition = new LongColumn();
    private final LongColumn counts = new LongColumn();
    private final LongColumn sum = new LongColumn();
    private final LongColumn idSum = new LongColumn();
    private final LongColumn firstId = new LongColumn();
    private final LongColumn claimed = new LongColumn();
    private final LongColumn appended = new LongColumn();

    /**
     * Adds a message's rows.
     *
     * @param appendedMs when the broker took the message first
     * @param columns that its rows have, without one the product made up
     * @param generatedKey whether the rows' keys are their ids
     * @return whether it fits what the timestamp had before: one collection, one set of columns
     */
    boolean add(
            long stamp,
            int channel,
            long offset,
            long appendedMs,
            long collectionId,
            long partitionId,
            int columns,
            boolean generatedKey,
            long[] hashes,
            java.util.List<Long> ids) {
        int group = (int) byTimestamp.get(stamp, NONE);
        long kind = (long) columns << 1 | (generatedKey ? 1 : 0);
        boolean fits = true;
        if (group == NONE) {
            group = timestamp.size();
            byTimestamp.put(stamp, group);
            timestamp.add(stamp);
            place.add((long) channel << OFFSET_BITS | offset);
            collection.add(collectionId);
            partition.add(partitionId);
            counts.add(kind << Integer.SIZE);
            sum.add(0);
            idSum.add(0);
            firstId.add(Long.MAX_VALUE);
            claimed.add(0);
            appended.add(0);
        } else {
            fits =
                    collection.get(group) == collectionId
                            && counts.get(group) >>> Integer.SIZE == kind;
            if (partition.get(group) != partitionId) {
                partition.set(group, SEVERAL);
            }
        }
        counts.plus(group, hashes.length);
        appended.set(group, Math.max(appended.get(group), appendedMs));
        for (int row = 0; row < hashes.length; row++) {
            long id = ids.get(row);
            sum.plus(group, hashes[row]);
            idSum.plus(group, hashes[row] * id);
            firstId.set(group, Math.min(firstId.get(group), id));
        }
        return fits;
    }

    int size() {
        return timestamp.size();
    }

    int find(long stamp) {
        return (int) byTimestamp.get(stamp, NONE);
    }

    long timestamp(int group) {
        return timestamp.get(group);
    }

    int channel(int group) {
        return (int) (place.get(group) >>> OFFSET_BITS);
    }

    long offset(int group) {
        return place.get(group) & ((1L << OFFSET_BITS) - 1);
    }

    long collection(int group) {
        return collection.get(group);
    }

    /** Of its rows, or {@link #SEVERAL}. */
    long partition(int group) {
        return partition.get(group);
    }

    int rows(int group) {
        return (int) counts.get(group);
    }

    int columns(int group) {
        return (int) (counts.get(group) >>> (Integer.SIZE + 1));
    }

    boolean generatedKey(int group) {
        return (counts.get(group) >>> Integer.SIZE & 1) != 0;
    }

    long firstId(int group) {
        return firstId.get(group);
    }

    /** When the broker had taken all of its messages, each for the first time. */
    long appendedMs(int group) {
        return appended.get(group);
    }

    /** Whether its rows are these, row i with id first + i. */
    boolean holds(int group, long rowSum, long orderedSum) {
        return sum.get(group) == rowSum
                && idSum.get(group) == orderedSum + firstId.get(group) * rowSum;
    }

    /** What {@link #contentKey(int, int, long, long)} gives for a request of these rows. */
    long contentKey(int group, int logPartition) {
        return contentKey(
                logPartition,
                rows(group),
                sum.get(group),
                idSum.get(group) - firstId.get(group) * sum.get(group));
    }

    static long contentKey(int logPartition, int rows, long rowSum, long orderedSum) {
        long head = (long) logPartition << Integer.SIZE | rows;
        return Fingerprint.combine(Fingerprint.combine(head, rowSum), orderedSum);
    }

    /** Notes that a request has caused it; false where one had before. */
    boolean claim(int group) {
        boolean first = claimed.get(group) == 0;
        claimed.set(group, 1);
        return first;
    }

    boolean claimed(int group) {
        return claimed.get(group) != 0;
    }
}

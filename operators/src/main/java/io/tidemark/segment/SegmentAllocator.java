package io.tidemark.segment;

import io.tidemark.proto.OpenSegment;
import io.tidemark.proto.OpenSegments;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives rows to segments: one open segment for each collection, partition and shard. Consecutive
 * rows fill it up to a fixed number, then the next one opens. A segment's id is the row id of its
 * first row, so that it needs no allocator and is the same at every replay.
 *
 * <p>Each proxy owns one; it is not thread-safe.
 */
public final class SegmentAllocator {

    /**
     * The segment that takes the next rows.
     *
     * @param segmentId row id of the segment's first row
     * @param rows how many of the rows asked for it takes, at least 1
     */
    public record Allocation(long segmentId, int rows) {}

    private record Key(long collectionId, long partitionId, int shard) {}

    private static final class Open {
        private long segmentId;
        private long rows;
    }

    /** The order of a snapshot; the map's own order reaches no output. */
    private static final Comparator<OpenSegment> ORDER =
            Comparator.comparingLong(OpenSegment::getCollectionId)
                    .thenComparingLong(OpenSegment::getPartitionId)
                    .thenComparingInt(OpenSegment::getShard);

    private final long maxRows;
    private final Map<Key, Open> open = new HashMap<>();

    /**
     * @param maxRows rows after which a segment is full, at least 1
     */
    public SegmentAllocator(long maxRows) {
        if (maxRows < 1) {
            throw new IllegalArgumentException(
                    "segment_max_rows must be at least 1, found " + maxRows);
        }
        this.maxRows = maxRows;
    }

    /**
     * Places the next rows. It may take fewer than asked for, where the segment becomes full: the
     * caller asks again with the row id of the first row that is left.
     *
     * @param rows how many rows are to be placed, at least 1
     * @param firstRowId row id of the first of them: the id of a segment that opens with it
     */
    public Allocation allocate(
            long collectionId, long partitionId, int shard, int rows, long firstRowId) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows to place must be at least 1, found " + rows);
        }
        Open segment =
                open.computeIfAbsent(
                        new Key(collectionId, partitionId, shard), absent -> new Open());
        if (segment.rows == 0 || segment.rows >= maxRows) {
            segment.segmentId = firstRowId;
            segment.rows = 0;
        }
        int taken = (int) Math.min(rows, maxRows - segment.rows);
        segment.rows += taken;
        return new Allocation(segment.segmentId, taken);
    }

    /** Forgets the open segments of a dropped collection. */
    public void dropCollection(long collectionId) {
        open.keySet().removeIf(key -> key.collectionId == collectionId);
    }

    /** Forgets the open segments of a dropped partition. */
    public void dropPartition(long collectionId, long partitionId) {
        open.keySet()
                .removeIf(
                        key -> key.collectionId == collectionId && key.partitionId == partitionId);
    }

    /** Everything that {@link #restore} needs to go on with the same segments. */
    public OpenSegments snapshot() {
        OpenSegments.Builder snapshot = OpenSegments.newBuilder();
        open.entrySet().stream()
                .map(entry -> message(entry.getKey(), entry.getValue()))
                .sorted(ORDER)
                .forEach(snapshot::addSegments);
        return snapshot.build();
    }

    private static OpenSegment message(Key key, Open segment) {
        return OpenSegment.newBuilder()
                .setCollectionId(key.collectionId)
                .setPartitionId(key.partitionId)
                .setShard(key.shard)
                .setSegmentId(segment.segmentId)
                .setRows(segment.rows)
                .build();
    }

    /** An allocator that goes on where the snapshot was taken. */
    public static SegmentAllocator restore(long maxRows, OpenSegments snapshot) {
        SegmentAllocator allocator = new SegmentAllocator(maxRows);
        for (OpenSegment message : snapshot.getSegmentsList()) {
            Open segment = new Open();
            segment.segmentId = message.getSegmentId();
            segment.rows = message.getRows();
            allocator.open.put(
                    new Key(
                            message.getCollectionId(),
                            message.getPartitionId(),
                            message.getShard()),
                    segment);
        }
        return allocator;
    }
}

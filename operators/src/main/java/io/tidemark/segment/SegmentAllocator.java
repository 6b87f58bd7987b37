package io.tidemark.segment;

import io.tidemark.proto.OpenSegment;
import io.tidemark.proto.OpenSegments;
import io.tidemark.proto.SegmentUpdate;
import io.tidemark.tick.TickGrid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives rows to segments: one open segment for each collection, partition and shard. Consecutive
 * rows fill it up to a fixed number, or until it is sealed by age or a flush; then the next one
 * opens. A segment's id is the row id of its first row, so that it needs no allocator and is the
 * same at every replay.
 *
 * <p>What happens to segments is noted for the view of segments: see {@link #drain}. Each proxy
 * owns one allocator; it is not thread-safe.
 */
public final class SegmentAllocator {

    /**
     * The segment that takes the next rows.
     *
     * @param segmentId row id of the segment's first row
     * @param rows how many of the rows asked for it takes, at least 1
     */
    public record Allocation(long segmentId, int rows) {}

    /** Takes what the view of segments is told of a collection. */
    @FunctionalInterface
    public interface Out {
        void tell(long collectionId, SegmentUpdate update);
    }

    private record Key(long collectionId, long partitionId, int shard) {}

    /** The order of a snapshot; the map's own order reaches no output. */
    private static final Comparator<OpenSegment> ORDER =
            Comparator.comparingLong(OpenSegment::getCollectionId)
                    .thenComparingLong(OpenSegment::getPartitionId)
                    .thenComparingInt(OpenSegment::getShard);

    private final SegmentLimits limits;
    private final Map<Key, GrowingSegment> open = new HashMap<>();

    /** In the order of opening; those that were sealed otherwise stay until their time. */
    private final ArrayDeque<GrowingSegment> byAge = new ArrayDeque<>();

    private final List<GrowingSegment> untold = new ArrayList<>();
    private GrowingSegment newest;

    public SegmentAllocator(SegmentLimits limits) {
        this.limits = limits;
    }

    /** One whose segments end by rows alone. */
    public SegmentAllocator(long maxRows) {
        this(new SegmentLimits(maxRows, 0, new TickGrid(1)));
    }

    /**
     * Places the next rows. It may take fewer than asked for, where the segment becomes full: the
     * caller asks again with the row id of the first row that is left.
     *
     * @param rows how many rows are to be placed, at least 1
     * @param firstRowId row id of the first of them: the id of a segment that opens with it
     * @param timestamp of their insert; it never falls
     */
    public Allocation allocate(
            long collectionId,
            long partitionId,
            int shard,
            int rows,
            long firstRowId,
            long timestamp) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows to place must be at least 1, found " + rows);
        }
        Key key = new Key(collectionId, partitionId, shard);
        newest = open.get(key);
        if (newest == null) {
            newest = open(key, firstRowId, timestamp);
            add(newest);
        }
        int taken = (int) Math.min(rows, limits.maxRows() - newest.rows());
        newest.reserve(taken);
        if (newest.rows() >= limits.maxRows()) {
            open.remove(key);
            note(newest, newest.seal(timestamp));
        }
        return new Allocation(newest.id(), taken);
    }

    /** Notes a message that was made of rows of the newest allocation. */
    public void wrote(long timestamp, int rows, int bytes) {
        note(newest, newest.wrote(timestamp, rows, bytes));
    }

    /** Seals what was opened of a collection at or before a timestamp. */
    public void seal(long collectionId, long timestamp) {
        List<GrowingSegment> sealed = new ArrayList<>();
        open.values()
                .removeIf(
                        segment ->
                                segment.collectionId() == collectionId
                                        && segment.openedTimestamp() <= timestamp
                                        && sealed.add(segment));
        sealed.sort(Comparator.comparingLong(GrowingSegment::id));
        for (GrowingSegment segment : sealed) {
            note(segment, segment.seal(timestamp));
        }
    }

    /** Seals what comes of age before a timestamp. */
    public void sealAgedBefore(long timestamp) {
        while (!byAge.isEmpty()) {
            long deadline = limits.deadline(byAge.peek().openedTimestamp());
            if (deadline >= timestamp) {
                return;
            }
            GrowingSegment segment = byAge.remove();
            if (open.remove(key(segment), segment)) {
                note(segment, segment.seal(deadline));
            }
        }
    }

    /** Tells what was noted since the last call. */
    public void drain(Out out) {
        for (GrowingSegment segment : untold) {
            out.tell(segment.collectionId(), segment.tell());
        }
        untold.clear();
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

    /** Everything that {@link #restore} needs to go on with the same segments, once drained. */
    public OpenSegments snapshot() {
        OpenSegments.Builder snapshot = OpenSegments.newBuilder();
        open.values().stream()
                .map(GrowingSegment::snapshot)
                .sorted(ORDER)
                .forEach(snapshot::addSegments);
        return snapshot.build();
    }

    /** An allocator that goes on where the snapshot was taken. */
    public static SegmentAllocator restore(SegmentLimits limits, OpenSegments snapshot) {
        SegmentAllocator allocator = new SegmentAllocator(limits);
        snapshot.getSegmentsList().stream()
                .sorted(
                        Comparator.comparingLong(OpenSegment::getOpenedTimestamp)
                                .thenComparingLong(OpenSegment::getSegmentId))
                .map(GrowingSegment::restore)
                .forEach(allocator::add);
        return allocator;
    }

    /** As {@link #restore(SegmentLimits, OpenSegments)}, where segments end by rows alone. */
    public static SegmentAllocator restore(long maxRows, OpenSegments snapshot) {
        return restore(new SegmentLimits(maxRows, 0, new TickGrid(1)), snapshot);
    }

    private void add(GrowingSegment segment) {
        open.put(key(segment), segment);
        if (limits.ages()) {
            byAge.add(segment);
        }
    }

    private static Key key(GrowingSegment segment) {
        return new Key(segment.collectionId(), segment.partitionId(), segment.shard());
    }

    private static GrowingSegment open(Key key, long firstRowId, long timestamp) {
        return GrowingSegment.restore(
                OpenSegment.newBuilder()
                        .setCollectionId(key.collectionId)
                        .setPartitionId(key.partitionId)
                        .setShard(key.shard)
                        .setSegmentId(firstRowId)
                        .setOpenedTimestamp(timestamp)
                        .build());
    }

    private void note(GrowingSegment segment, boolean first) {
        if (first) {
            untold.add(segment);
        }
    }
}

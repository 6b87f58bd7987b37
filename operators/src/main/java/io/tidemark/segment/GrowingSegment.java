package io.tidemark.segment;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.OpenSegment;
import io.tidemark.proto.SegmentFill;
import io.tidemark.proto.SegmentUpdate;

/**
 * A segment that takes rows, and what went into it since the view of segments was last told.
 * Messages are noted with their timestamps, so that the view answers exactly as of any time,
 * whenever it was told. Those of one physical millisecond are noted together: who asks does so by a
 * timestamp of {@code definitions}, log partition 0, which lies before all of them or behind all.
 */
final class GrowingSegment {

    private final OpenSegment.Builder segment;
    private SegmentFill.Builder untold;

    private GrowingSegment(OpenSegment.Builder segment) {
        this.segment = segment;
    }

    static GrowingSegment restore(OpenSegment kept) {
        return new GrowingSegment(kept.toBuilder());
    }

    long id() {
        return segment.getSegmentId();
    }

    long collectionId() {
        return segment.getCollectionId();
    }

    long partitionId() {
        return segment.getPartitionId();
    }

    int shard() {
        return segment.getShard();
    }

    long rows() {
        return segment.getRows();
    }

    /** Of the insert that opened it. */
    long openedTimestamp() {
        return segment.getOpenedTimestamp();
    }

    void reserve(int rows) {
        segment.setRows(segment.getRows() + rows);
    }

    /**
     * A message was made of some of the reserved rows.
     *
     * @return whether it is the first since the last {@link #tell}
     */
    boolean wrote(long timestamp, int rows, int bytes) {
        boolean first = untold == null;
        SegmentFill.Builder fill = untold();
        int last = fill.getTimestampsCount() - 1;
        if (last >= 0
                && HybridTimestamp.physicalMs(fill.getTimestamps(last))
                        == HybridTimestamp.physicalMs(timestamp)) {
            fill.setRows(last, fill.getRows(last) + rows);
            fill.setBytes(last, fill.getBytes(last) + bytes);
        } else {
            fill.addTimestamps(timestamp).addRows(rows).addBytes(bytes);
        }
        return first;
    }

    /** As {@link #wrote}; nothing is reserved or written any more. */
    boolean seal(long timestamp) {
        boolean first = untold == null;
        untold().setSealedTimestamp(timestamp);
        return first;
    }

    /** What was noted since the last call. */
    SegmentUpdate tell() {
        SegmentUpdate update = SegmentUpdate.newBuilder().setFill(untold).build();
        untold = null;
        return update;
    }

    OpenSegment snapshot() {
        return segment.build();
    }

    private SegmentFill.Builder untold() {
        if (untold == null) {
            untold =
                    SegmentFill.newBuilder()
                            .setPartitionId(segment.getPartitionId())
                            .setShard(segment.getShard())
                            .setSegmentId(segment.getSegmentId())
                            .setOpenedTimestamp(segment.getOpenedTimestamp());
        }
        return untold;
    }
}

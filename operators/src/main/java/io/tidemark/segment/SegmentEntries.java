package io.tidemark.segment;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.SegmentEntry;
import io.tidemark.proto.SegmentFill;

/** One segment of the view: how it grows, and what it was at a timestamp. */
final class SegmentEntries {

    private SegmentEntries() {}

    /**
     * The segment with what one proxy put into it.
     *
     * @param before null for a new segment
     * @param closedMs messages up to this physical millisecond are summed up
     */
    static SegmentEntry filled(SegmentEntry before, SegmentFill fill, long closedMs) {
        SegmentEntry.Builder segment =
                before == null
                        ? SegmentEntry.newBuilder()
                                .setId(fill.getSegmentId())
                                .setPartitionId(fill.getPartitionId())
                                .setShard(fill.getShard())
                                .setOpenedTimestamp(fill.getOpenedTimestamp())
                        : settled(before, closedMs);
        if (fill.getSealedTimestamp() != 0) {
            segment.setSealedTimestamp(fill.getSealedTimestamp());
        }
        return segment.addAllRecentTimestamps(fill.getTimestampsList())
                .addAllRecentRows(fill.getRowsList())
                .addAllRecentBytes(fill.getBytesList())
                .build();
    }

    private static SegmentEntry.Builder settled(SegmentEntry segment, long closedMs) {
        SegmentEntry.Builder settled =
                segment.toBuilder().clearRecentTimestamps().clearRecentRows().clearRecentBytes();
        long rows = segment.getRows();
        long bytes = segment.getBytes();
        for (int i = 0; i < segment.getRecentTimestampsCount(); i++) {
            if (HybridTimestamp.physicalMs(segment.getRecentTimestamps(i)) <= closedMs) {
                rows += segment.getRecentRows(i);
                bytes += segment.getRecentBytes(i);
            } else {
                settled.addRecentTimestamps(segment.getRecentTimestamps(i))
                        .addRecentRows(segment.getRecentRows(i))
                        .addRecentBytes(segment.getRecentBytes(i));
            }
        }
        return settled.setRows(rows).setBytes(bytes);
    }

    /** Whether it was there at a timestamp. */
    static boolean opened(SegmentEntry segment, long timestamp) {
        return segment.getOpenedTimestamp() <= timestamp;
    }

    /** Whether it took no more rows then. */
    static boolean sealed(SegmentEntry segment, long timestamp) {
        return came(segment.getSealedTimestamp(), timestamp) || flushed(segment, timestamp);
    }

    /** Whether it had been reported flushed then. */
    static boolean flushed(SegmentEntry segment, long timestamp) {
        return came(segment.getFlushedTimestamp(), timestamp);
    }

    /** Its rows at or before a timestamp that is not yet summed up, or later. */
    static long rows(SegmentEntry segment, long timestamp) {
        long rows = segment.getRows();
        for (int i = 0; i < segment.getRecentTimestampsCount(); i++) {
            rows += segment.getRecentTimestamps(i) <= timestamp ? segment.getRecentRows(i) : 0;
        }
        return rows;
    }

    /** As {@link #rows}, in bytes of messages. */
    static long bytes(SegmentEntry segment, long timestamp) {
        long bytes = segment.getBytes();
        for (int i = 0; i < segment.getRecentTimestampsCount(); i++) {
            bytes += segment.getRecentTimestamps(i) <= timestamp ? segment.getRecentBytes(i) : 0;
        }
        return bytes;
    }

    private static boolean came(long event, long timestamp) {
        return event != 0 && event <= timestamp;
    }
}

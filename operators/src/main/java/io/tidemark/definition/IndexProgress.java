package io.tidemark.definition;

import io.milvus.grpc.IndexState;
import io.tidemark.meta.Segments;
import io.tidemark.proto.IndexMeta;
import io.tidemark.proto.SegmentIndexMeta;
import io.tidemark.proto.SegmentMeta;
import java.util.List;

/**
 * How far an index is: over the flushed segments of its collection, which alone are indexed. While
 * nobody is there to report on indexes, each counts as built of all of them, as clients wait for
 * that.
 *
 * @param pendingRows rows of segments whose index is neither built nor failed
 * @param failReason of a segment where it failed; else empty
 */
record IndexProgress(
        long indexedRows, long totalRows, long pendingRows, IndexState state, String failReason) {

    /**
     * @param timestamp segments flushed after it do not count; 0 for all
     */
    static IndexProgress of(IndexMeta index, long timestamp, Context context) {
        List<SegmentMeta> segments =
                context.table().segments().of(index.getCollectionId(), Context.NOW);
        boolean reported = Reporters.ofIndexes(context);
        long indexed = 0;
        long total = 0;
        long pending = 0;
        boolean all = true;
        String failure = null;
        for (SegmentMeta segment : segments) {
            if (timestamp != 0
                    && Long.compareUnsigned(segment.getFlushedTimestamp(), timestamp) > 0) {
                continue;
            }
            total += segment.getRows();
            IndexState state = reported ? state(segment, index) : IndexState.Finished;
            if (state == IndexState.Finished) {
                indexed += segment.getRows();
            } else if (state == IndexState.Failed) {
                failure = failReason(segment, index);
            } else {
                pending += segment.getRows();
                all = false;
            }
        }
        IndexState done = all ? IndexState.Finished : IndexState.InProgress;
        return new IndexProgress(
                indexed,
                total,
                pending,
                failure == null ? done : IndexState.Failed,
                failure == null ? "" : failure);
    }

    private static IndexState state(SegmentMeta segment, IndexMeta index) {
        return Segments.index(segment, index.getId())
                .map(SegmentIndexMeta::getState)
                .orElse(IndexState.Unissued);
    }

    private static String failReason(SegmentMeta segment, IndexMeta index) {
        return "segment "
                + segment.getId()
                + ": "
                + Segments.index(segment, index.getId())
                        .map(SegmentIndexMeta::getFailReason)
                        .orElse("");
    }
}

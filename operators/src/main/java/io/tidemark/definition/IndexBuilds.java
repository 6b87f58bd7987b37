package io.tidemark.definition;

import io.milvus.grpc.IndexState;
import io.tidemark.meta.Segments;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.IndexMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.SegmentIndexMeta;
import io.tidemark.proto.SegmentMeta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is to be built of segments. The request to build is the change record itself: an index of a
 * segment in state Unissued, on the channels of its collection, for whoever coordinates indexes.
 */
final class IndexBuilds {

    /** Fewer rows are searched faster without an index. */
    static final long MIN_ROWS = 1024;

    /** Of a reason, in characters: what is kept of a segment must fit into one message. */
    static final int MAX_REASON = 256;

    private static final Comparator<SegmentIndexMeta> BY_INDEX =
            Comparator.comparingLong(SegmentIndexMeta::getIndexId);

    private IndexBuilds() {}

    /** The segment with each index asked for that was not yet. */
    static SegmentMeta ordered(SegmentMeta segment, List<IndexMeta> indexes) {
        SegmentMeta grown = segment;
        for (IndexMeta index : indexes) {
            if (Segments.index(grown, index.getId()).isEmpty()) {
                boolean worthIt = segment.getRows() >= MIN_ROWS;
                grown =
                        with(
                                grown,
                                SegmentIndexMeta.newBuilder()
                                        .setIndexId(index.getId())
                                        .setEnableIndex(worthIt)
                                        .setState(
                                                worthIt ? IndexState.Unissued : IndexState.Finished)
                                        .build());
            }
        }
        return grown;
    }

    /** The segment with one index put in, or in the place of what was told of it before. */
    static SegmentMeta with(SegmentMeta segment, SegmentIndexMeta index) {
        List<SegmentIndexMeta> indexes = new ArrayList<>(segment.getIndexesList());
        indexes.removeIf(other -> other.getIndexId() == index.getIndexId());
        indexes.add(index);
        indexes.sort(BY_INDEX);
        return segment.toBuilder().clearIndexes().addAllIndexes(indexes).build();
    }

    /** A reason, cut where it is long. */
    static String brief(String reason) {
        int length = reason.codePointCount(0, reason.length());
        return reason.substring(0, reason.offsetByCodePoints(0, Math.min(length, MAX_REASON)));
    }

    /** A new index is asked for of every segment that is flushed already. */
    static List<MetaChange> orderedOf(CollectionMeta collection, IndexMeta index, Context context) {
        List<MetaChange> changes = new ArrayList<>();
        for (SegmentMeta segment : context.table().segments().of(collection.getId(), Context.NOW)) {
            changes.add(context.change().setSegment(ordered(segment, List.of(index))).build());
        }
        return changes;
    }
}

package io.tidemark.definition;

import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.SegmentMeta;
import java.util.List;

/**
 * Whether anybody reports on segments and indexes. Where nobody does, clients that wait for it are
 * told that it is done.
 */
final class Reporters {

    private Reporters() {}

    /** Whether data nodes have reported any segment of a collection. */
    static boolean ofFlushes(CollectionMeta collection, Context context) {
        return !context.table().segments().of(collection.getId(), Context.NOW).isEmpty();
    }

    /** Whether data nodes have reported any of these segments, whosever they are. */
    static boolean ofFlushes(List<Long> segmentIds, Context context) {
        return segmentIds.stream()
                .anyMatch(id -> context.table().segments().withId(id, Context.NOW).isPresent());
    }

    /** Whether an index coordinator has reported on any of these segments. */
    static boolean ofIndexes(List<SegmentMeta> segments) {
        return segments.stream()
                .flatMap(segment -> segment.getIndexesList().stream())
                .anyMatch(index -> index.getCauseTimestamp() != 0);
    }
}

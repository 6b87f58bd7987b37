package io.tidemark.definition;

import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.SegmentMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The end of flushed segments, with the collection or partition they belong to. */
final class SegmentTombstones {

    private SegmentTombstones() {}

    static List<MetaChange> of(
            CollectionMeta collection, Predicate<SegmentMeta> which, Context context) {
        List<MetaChange> tombstones = new ArrayList<>();
        for (SegmentMeta segment : context.table().segments().of(collection.getId(), Context.NOW)) {
            if (which.test(segment)) {
                tombstones.add(context.tombstone().setSegment(segment).build());
            }
        }
        return tombstones;
    }
}

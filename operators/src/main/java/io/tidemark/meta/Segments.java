package io.tidemark.meta;

import io.tidemark.proto.FlushMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.SegmentIndexMeta;
import io.tidemark.proto.SegmentMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The segments that were reported flushed, and when collections were told to flush. */
public final class Segments {

    private final Histories histories;
    private final Members members;

    Segments(Histories histories, Members members) {
        this.histories = histories;
        this.members = members;
    }

    /** Empty also where the segment is there and was not reported flushed. */
    public Optional<SegmentMeta> withId(long id, long timestamp) {
        return Optional.ofNullable(histories.asOf(MetaKeys.segment(id), timestamp))
                .map(MetaChange::getSegment);
    }

    /** The flushed segments of a collection, sorted by id. */
    public List<SegmentMeta> of(long collectionId, long timestamp) {
        List<SegmentMeta> found = new ArrayList<>();
        for (long id : members.of(MetaKeys.segmentIds(collectionId))) {
            withId(id, timestamp).ifPresent(found::add);
        }
        return found;
    }

    /** Whether a collection was ever flushed by a request. */
    public Optional<FlushMeta> flush(long collectionId, long timestamp) {
        return Optional.ofNullable(histories.asOf(MetaKeys.flush(collectionId), timestamp))
                .map(MetaChange::getFlush);
    }

    /** How far an index of a segment is; empty where nothing was asked for. */
    public static Optional<SegmentIndexMeta> index(SegmentMeta segment, long indexId) {
        return segment.getIndexesList().stream()
                .filter(index -> index.getIndexId() == indexId)
                .findFirst();
    }
}

package io.tidemark.segment;

import io.tidemark.proto.SegmentEntry;
import io.tidemark.proto.SegmentUpdates;
import java.util.List;

/**
 * Where the view keeps what it holds of one collection: the heap in tests, keyed state in the job.
 */
public interface SegmentStore {

    /** The segment of an id; null where there is none. */
    SegmentEntry segment(long id);

    void put(SegmentEntry segment);

    void remove(long id);

    /** Every segment, in no order. */
    List<SegmentEntry> segments();

    /** What waits for a physical millisecond; null for nothing. */
    SegmentUpdates waiting(long ms);

    /** Replaces what waits for a physical millisecond; null for nothing. */
    void putWaiting(long ms, SegmentUpdates updates);
}

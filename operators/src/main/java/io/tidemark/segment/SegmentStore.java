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

    /** What waits at a timestamp; null for nothing. */
    SegmentUpdates waiting(long timestamp);

    /** Replaces what waits at a timestamp; null for nothing. */
    void putWaiting(long timestamp, SegmentUpdates updates);

    /** The timestamps at which something waits, in no order. */
    List<Long> waiting();
}

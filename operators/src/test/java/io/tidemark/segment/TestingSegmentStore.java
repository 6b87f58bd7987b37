package io.tidemark.segment;

import io.tidemark.proto.SegmentEntry;
import io.tidemark.proto.SegmentUpdates;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Segments of one collection on the heap; a copy is what a restart finds. */
public final class TestingSegmentStore implements SegmentStore {

    private final TreeMap<Long, SegmentEntry> segments = new TreeMap<>();
    private final TreeMap<Long, SegmentUpdates> waiting = new TreeMap<>();

    public TestingSegmentStore copy() {
        TestingSegmentStore copy = new TestingSegmentStore();
        copy.segments.putAll(segments);
        copy.waiting.putAll(waiting);
        return copy;
    }

    @Override
    public SegmentEntry segment(long id) {
        return segments.get(id);
    }

    @Override
    public void put(SegmentEntry segment) {
        segments.put(segment.getId(), segment);
    }

    @Override
    public void remove(long id) {
        segments.remove(id);
    }

    @Override
    public List<SegmentEntry> segments() {
        // In no order that anybody may rely on.
        return new ArrayList<>(segments.descendingMap().values());
    }

    @Override
    public SegmentUpdates waiting(long timestamp) {
        return waiting.get(timestamp);
    }

    @Override
    public void putWaiting(long timestamp, SegmentUpdates updates) {
        if (updates == null) {
            waiting.remove(timestamp);
        } else {
            waiting.put(timestamp, updates);
        }
    }

    @Override
    public List<Long> waiting() {
        return new ArrayList<>(waiting.descendingKeySet());
    }
}

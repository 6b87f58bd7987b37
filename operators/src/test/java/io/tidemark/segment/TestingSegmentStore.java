package io.tidemark.segment;

import io.tidemark.proto.SegmentEntry;
import io.tidemark.proto.SegmentUpdates;
import io.tidemark.wal.WalOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Segments of one collection on the heap; a copy is what a restart finds. */
public final class TestingSegmentStore implements SegmentStore {

    private final TreeMap<Long, SegmentEntry> segments = new TreeMap<>();
    private final TreeMap<Long, SegmentUpdates> waiting = new TreeMap<>();
    private int reads;

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
    public SegmentUpdates waiting(long ms) {
        reads++;
        return waiting.get(ms);
    }

    @Override
    public void putWaiting(long ms, SegmentUpdates updates) {
        if (updates == null) {
            waiting.remove(ms);
        } else {
            waiting.put(ms, updates);
        }
    }

    /** Closes the milliseconds that something waits for, each by its name, as timers do. */
    public void closeUntil(long ms, SegmentTable table, Consumer<? super WalOutput> out) {
        for (long due : List.copyOf(waiting.headMap(ms, true).keySet())) {
            table.close(due, out);
        }
    }

    /** How often somebody looked for what waits. */
    int waitingReads() {
        return reads;
    }
}

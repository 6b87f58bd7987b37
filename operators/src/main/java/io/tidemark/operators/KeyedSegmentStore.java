package io.tidemark.operators;

import io.tidemark.proto.ProtobufTypeInfo;
import io.tidemark.proto.SegmentEntry;
import io.tidemark.proto.SegmentUpdates;
import io.tidemark.segment.SegmentStore;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** The segments of the collection that is the current key, in keyed state. */
final class KeyedSegmentStore implements SegmentStore {

    static final String SEGMENTS = "segments";
    static final String WAITING = "waiting-milliseconds";

    private final MapState<Long, SegmentEntry> segments;
    private final MapState<Long, SegmentUpdates> waiting;

    KeyedSegmentStore(KeyedStateStore state) {
        segments =
                state.getMapState(
                        new MapStateDescriptor<>(
                                SEGMENTS, Types.LONG, new ProtobufTypeInfo<>(SegmentEntry.class)));
        waiting =
                state.getMapState(
                        new MapStateDescriptor<>(
                                WAITING, Types.LONG, new ProtobufTypeInfo<>(SegmentUpdates.class)));
    }

    @Override
    public SegmentEntry segment(long id) {
        return get(segments, id);
    }

    @Override
    public void put(SegmentEntry segment) {
        set(segments, segment.getId(), segment);
    }

    @Override
    public void remove(long id) {
        set(segments, id, null);
    }

    @Override
    public List<SegmentEntry> segments() {
        try {
            List<SegmentEntry> all = new ArrayList<>();
            segments.values().forEach(all::add);
            return all;
        } catch (Exception failed) {
            throw failure("list segments", failed);
        }
    }

    @Override
    public SegmentUpdates waiting(long ms) {
        return get(waiting, ms);
    }

    @Override
    public void putWaiting(long ms, SegmentUpdates updates) {
        set(waiting, ms, updates);
    }

    private static <V> V get(MapState<Long, V> state, long key) {
        try {
            return state.get(key);
        } catch (Exception failed) {
            throw failure("read " + key, failed);
        }
    }

    private static <V> void set(MapState<Long, V> state, long key, V value) {
        try {
            if (value == null) {
                state.remove(key);
            } else {
                state.put(key, value);
            }
        } catch (Exception failed) {
            throw failure("write " + key, failed);
        }
    }

    private static StateFailure failure(String action, Exception cause) {
        return new StateFailure("the state of segments failed to " + action, cause);
    }
}

package io.tidemark.operators;

import io.tidemark.meta.MetaStore;
import io.tidemark.proto.MetaEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;

/** The root coordinator's meta table in keyed state, under the one key of its operator. */
final class MapStateMetaStore implements MetaStore {

    private final MapState<String, MetaEntry> state;

    MapStateMetaStore(MapState<String, MetaEntry> state) {
        this.state = state;
    }

    @Override
    public MetaEntry get(String key) {
        try {
            return state.get(key);
        } catch (Exception failed) {
            throw failure("read " + key, failed);
        }
    }

    @Override
    public void put(String key, MetaEntry entry) {
        try {
            state.put(key, entry);
        } catch (Exception failed) {
            throw failure("write " + key, failed);
        }
    }

    @Override
    public void remove(String key) {
        try {
            state.remove(key);
        } catch (Exception failed) {
            throw failure("remove " + key, failed);
        }
    }

    @Override
    public Iterable<MetaEntry> scan(String prefix) {
        List<MetaEntry> found = new ArrayList<>();
        try {
            for (Map.Entry<String, MetaEntry> entry : state.entries()) {
                if (entry.getKey().startsWith(prefix)) {
                    found.add(entry.getValue());
                }
            }
        } catch (Exception failed) {
            throw failure("scan " + prefix, failed);
        }
        return found;
    }

    private static StateFailure failure(String action, Exception cause) {
        return new StateFailure("the meta table's state failed to " + action, cause);
    }
}

package io.tidemark.operators;

import io.tidemark.meta.MetaStore;
import io.tidemark.proto.MetaEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.flink.api.common.state.MapState;

/**
 * The root coordinator's meta table in keyed state, under the one key of its operator.
 *
 * <p>Map state is iterated over as a whole only: a question about twenty clients would read a
 * hundred thousand partitions. So the keys of each prefix that was asked for are kept on the heap
 * as well, found by one iteration for the first question after a start.
 */
final class MapStateMetaStore implements MetaStore {

    private final MapState<String, MetaEntry> state;
    private final Map<String, NavigableSet<String>> keysByPrefix = new HashMap<>();

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
        keysByPrefix.forEach(
                (prefix, keys) -> {
                    if (key.startsWith(prefix)) {
                        keys.add(key);
                    }
                });
    }

    @Override
    public void remove(String key) {
        try {
            state.remove(key);
        } catch (Exception failed) {
            throw failure("remove " + key, failed);
        }
        keysByPrefix.values().forEach(keys -> keys.remove(key));
    }

    @Override
    public Iterable<MetaEntry> scan(String prefix) {
        return prefix.isEmpty() ? all() : keys(prefix).stream().map(this::get).toList();
    }

    private List<MetaEntry> all() {
        List<MetaEntry> found = new ArrayList<>();
        try {
            state.values().forEach(found::add);
        } catch (Exception failed) {
            throw failure("scan everything", failed);
        }
        return found;
    }

    private NavigableSet<String> keys(String prefix) {
        NavigableSet<String> known = keysByPrefix.get(prefix);
        if (known != null) {
            return known;
        }
        NavigableSet<String> found = new TreeSet<>();
        try {
            for (String key : state.keys()) {
                if (key.startsWith(prefix)) {
                    found.add(key);
                }
            }
        } catch (Exception failed) {
            throw failure("scan " + prefix, failed);
        }
        keysByPrefix.put(prefix, found);
        return found;
    }

    private static StateFailure failure(String action, Exception cause) {
        return new StateFailure("the meta table's state failed to " + action, cause);
    }
}

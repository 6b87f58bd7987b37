package io.tidemark.meta;

import io.tidemark.proto.MetaEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps entries on the heap: the copy a proxy holds of the broadcast table, and tests. */
public final class HeapMetaStore implements MetaStore {

    private final Map<String, MetaEntry> entries = new HashMap<>();

    @Override
    public MetaEntry get(String key) {
        return entries.get(key);
    }

    @Override
    public void put(String key, MetaEntry entry) {
        entries.put(key, entry);
    }

    @Override
    public void remove(String key) {
        entries.remove(key);
    }

    @Override
    public Iterable<MetaEntry> scan(String prefix) {
        List<MetaEntry> found = new ArrayList<>();
        entries.forEach(
                (key, entry) -> {
                    if (key.startsWith(prefix)) {
                        found.add(entry);
                    }
                });
        return found;
    }
}

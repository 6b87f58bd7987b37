package io.tidemark.meta;

import io.tidemark.proto.MetaEntry;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;

/** A store whose content can be compared, and that counts how many keys were touched. */
public class TestingMetaStore implements MetaStore {

    private final TreeMap<String, MetaEntry> entries = new TreeMap<>();
    private int touched;

    @Override
    public MetaEntry get(String key) {
        touched++;
        return entries.get(key);
    }

    @Override
    public void put(String key, MetaEntry entry) {
        touched++;
        entries.put(key, entry);
    }

    @Override
    public void remove(String key) {
        touched++;
        entries.remove(key);
    }

    /** Backwards, as no order is promised. */
    @Override
    public Iterable<MetaEntry> scan(String prefix) {
        var found =
                new ArrayList<>(
                        entries.subMap(prefix, true, prefix + Character.MAX_VALUE, true)
                                .descendingMap()
                                .values());
        touched += found.size();
        return found;
    }

    public SortedMap<String, MetaEntry> content() {
        return entries;
    }

    /** Keys touched since the last call. */
    public int takeTouched() {
        int taken = touched;
        touched = 0;
        return taken;
    }
}

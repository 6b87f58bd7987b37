package io.tidemark.bench.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which collection a name meant at a time: its own name, one it was given later, or an alias. What
 * one channel tells again after another changes nothing.
 */
final class NameHistory {

    /** No collection. */
    static final long NONE = 0;

    private final Map<String, NavigableMap<Long, Long>> meanings = new HashMap<>();
    private final Map<Long, String> ownNames = new HashMap<>();
    private final Set<Long> renamings = new HashSet<>();

    /** Notes what a name means from a time on. */
    void means(String name, long timestamp, long collectionId) {
        meanings.computeIfAbsent(name, any -> new TreeMap<>()).put(timestamp, collectionId);
    }

    void created(String name, long timestamp, long collectionId) {
        means(name, timestamp, collectionId);
        ownNames.putIfAbsent(collectionId, name);
    }

    void renamed(String name, long timestamp, long collectionId) {
        if (renamings.add(timestamp)) {
            String before = ownNames.put(collectionId, name);
            if (before != null) {
                means(before, timestamp, NONE);
            }
            means(name, timestamp, collectionId);
        }
    }

    /** What a name meant just before a time; {@link #NONE} where it meant nothing. */
    long before(String name, long timestamp) {
        NavigableMap<Long, Long> history = meanings.get(name);
        Map.Entry<Long, Long> newest = history == null ? null : history.lowerEntry(timestamp);
        return newest == null ? NONE : newest.getValue();
    }
}

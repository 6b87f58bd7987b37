package io.tidemark.bench.check;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a name meant at a time. A collection's is its own, one it was given later, or an alias. What
 * one channel tells again after another changes nothing.
 */
final class NameHistory {

    /** Nothing. */
    static final long NONE = 0;

    private final Map<String, NavigableMap<Long, Long>> meanings = new HashMap<>();
    private final Map<Long, String> ownNames = new HashMap<>();

    /**
     * Notes what a name means from a time on.
     *
     * @return whether that was news
     */
    boolean means(String name, long timestamp, long id) {
        return meanings.computeIfAbsent(name, any -> new TreeMap<>()).put(timestamp, id) == null;
    }

    void created(String name, long timestamp, long collectionId) {
        means(name, timestamp, collectionId);
        ownNames.putIfAbsent(collectionId, name);
    }

    void renamed(String name, long timestamp, long collectionId) {
        if (means(name, timestamp, collectionId)) {
            String before = ownNames.put(collectionId, name);
            if (before != null) {
                means(before, timestamp, NONE);
            }
        }
    }

    /** Whether a name came to mean something, or nothing, at exactly a time. */
    boolean changed(String name, long timestamp) {
        return meanings.getOrDefault(name, Collections.emptyNavigableMap()).containsKey(timestamp);
    }

    /** What a name meant just before a time; {@link #NONE} where it meant nothing. */
    long before(String name, long timestamp) {
        NavigableMap<Long, Long> history = meanings.get(name);
        Map.Entry<Long, Long> newest = history == null ? null : history.lowerEntry(timestamp);
        return newest == null ? NONE : newest.getValue();
    }
}

package io.tidemark.simulation;

import io.tidemark.simulation.Element.MetaChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Which collections exist as of a timestamp. */
final class SimulatedMeta {

    private final TreeMap<Integer, TreeMap<Long, Boolean>> versions = new TreeMap<>();

    private final List<Element.Flush> flushes = new ArrayList<>();

    SimulatedMeta copy() {
        SimulatedMeta copy = new SimulatedMeta();
        forEach(copy::apply);
        flushes.forEach(copy::flush);
        return copy;
    }

    void flush(Element.Flush flush) {
        flushes.add(flush);
    }

    /** Every flush there was, in order. */
    List<Element.Flush> flushes() {
        return flushes;
    }

    void apply(MetaChange change) {
        versions.computeIfAbsent(change.collection(), any -> new TreeMap<>())
                .put(change.timestamp(), change.exists());
    }

    /** When the collection was created, as of a timestamp; 0 where it does not exist then. */
    long createdAt(int collection, long timestamp) {
        TreeMap<Long, Boolean> history = versions.get(collection);
        Map.Entry<Long, Boolean> entry = history == null ? null : history.floorEntry(timestamp);
        return entry != null && entry.getValue() ? entry.getKey() : 0;
    }

    void forEach(Consumer<MetaChange> out) {
        versions.forEach(
                (collection, history) ->
                        history.forEach(
                                (timestamp, exists) ->
                                        out.accept(new MetaChange(timestamp, collection, exists))));
    }
}

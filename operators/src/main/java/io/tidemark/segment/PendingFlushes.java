package io.tidemark.segment;

import io.tidemark.proto.PendingFlush;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Flushes of collections that a proxy knows of, each an event at its timestamp: it comes before the
 * first task later than it. One that is told again after a restart, at a time that has passed,
 * comes at once and finds no segment of its time open.
 */
public final class PendingFlushes {

    /** What happens to a collection at a time. */
    @FunctionalInterface
    public interface Flush {
        void at(long collectionId, long timestamp);
    }

    private final TreeMap<Long, TreeSet<Long>> collections = new TreeMap<>();

    /**
     * @param kept as {@link #snapshot} gave it
     */
    public PendingFlushes(List<PendingFlush> kept) {
        kept.forEach(flush -> add(flush.getTimestamp(), flush.getCollectionId()));
    }

    public void add(long timestamp, long collectionId) {
        collections.computeIfAbsent(timestamp, any -> new TreeSet<>()).add(collectionId);
    }

    /** Hands out and forgets the flushes before a timestamp, in their order. */
    public void applyBefore(long timestamp, Flush flush) {
        // Asked before each task: without a flush it must cost nothing.
        while (!collections.isEmpty() && collections.firstKey() < timestamp) {
            Map.Entry<Long, TreeSet<Long>> first = collections.pollFirstEntry();
            first.getValue().forEach(collection -> flush.at(collection, first.getKey()));
        }
    }

    public List<PendingFlush> snapshot() {
        List<PendingFlush> kept = new ArrayList<>();
        collections.forEach(
                (timestamp, flushed) ->
                        flushed.forEach(
                                collection ->
                                        kept.add(
                                                PendingFlush.newBuilder()
                                                        .setTimestamp(timestamp)
                                                        .setCollectionId(collection)
                                                        .build())));
        return kept;
    }
}

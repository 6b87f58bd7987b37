package io.tidemark.bench.check;

import io.tidemark.bench.check.Violation.Promise;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What the dd messages on {@code dml} say of collections, by their timestamps. */
final class DdHistory {

    /** A definition that was executed, and the channels that were told of it. */
    static final class Change {
        private final long timestamp;
        private final boolean create;
        private final String name;
        private final long collectionId;
        private final long fingerprint;
        private final int channel;
        private final long offset;
        private final BitSet seen = new BitSet();
        private final BitSet expected = new BitSet();
        private final List<Long> partitionIds = new ArrayList<>();
        private boolean claimed;
        private long appendedMs;

        Change(
                long timestamp,
                boolean create,
                String name,
                long collectionId,
                long fingerprint,
                int channel,
                long offset) {
            this.timestamp = timestamp;
            this.create = create;
            this.name = name;
            this.collectionId = collectionId;
            this.fingerprint = fingerprint;
            this.channel = channel;
            this.offset = offset;
        }

        /** The channels of the collection, as its create tells them. */
        BitSet expected() {
            return expected;
        }

        List<Long> partitionIds() {
            return partitionIds;
        }

        long timestamp() {
            return timestamp;
        }

        boolean create() {
            return create;
        }

        String name() {
            return name;
        }

        long collectionId() {
            return collectionId;
        }

        int channel() {
            return channel;
        }

        long offset() {
            return offset;
        }

        /** When the broker had taken it on all channels, on each for the first time. */
        long appendedMs() {
            return appendedMs;
        }

        void claim() {
            claimed = true;
        }

        boolean claimed() {
            return claimed;
        }
    }

    private final String topic;
    private final Report report;
    private final NavigableMap<Long, Change> changes = new TreeMap<>();
    private final Map<Long, Change> creates = new HashMap<>();
    private final Map<Long, Long> drops = new HashMap<>();
    private final NameHistory names = new NameHistory();

    DdHistory(String topic, Report report) {
        this.topic = topic;
        this.report = report;
    }

    /**
     * Takes a dd message of one channel.
     *
     * @param appendedMs when the broker took it first
     */
    void add(Change change, long appendedMs) {
        Change known = changes.putIfAbsent(change.timestamp, change);
        if (known == null) {
            known = change;
            note(change);
        } else if (known.fingerprint != change.fingerprint) {
            violated(
                    Promise.W3_ONE_TIMESTAMP_AND_ONE_GRID,
                    change,
                    "tells something else than channel " + known.channel + " at one timestamp");
        }
        known.seen.set(change.channel);
        known.appendedMs = Math.max(known.appendedMs, appendedMs);
    }

    private void note(Change change) {
        if (change.create) {
            creates.putIfAbsent(change.collectionId, change);
            names.created(change.name, change.timestamp, change.collectionId);
        } else {
            drops.put(change.collectionId, change.timestamp);
            names.means(change.name, change.timestamp, NameHistory.NONE);
        }
    }

    /** What its names mean, as dd messages of other kinds tell. */
    NameHistory names() {
        return names;
    }

    Iterable<Change> changes() {
        return changes.values();
    }

    /** The change of exactly this time; null where there is none. */
    Change at(long timestamp) {
        return changes.get(timestamp);
    }

    /**
     * The create, just before a time, of the collection that a name meant then; null where there is
     * no such collection.
     */
    Change before(String name, long timestamp) {
        long collection = names.before(name, timestamp);
        return drops.getOrDefault(collection, Long.MAX_VALUE) < timestamp
                ? null
                : creates.get(collection);
    }

    /** Compares the channels that were told with those of the collection, up to a closed time. */
    void checkChannels(long closed) {
        for (Change change : changes.headMap(closed, true).values()) {
            Change create = change.create ? change : before(change.name, change.timestamp);
            if (create == null || create.collectionId != change.collectionId) {
                violated(
                        Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL,
                        change,
                        "drops collection %d, %s, which does not exist then"
                                .formatted(change.collectionId, change.name));
                continue;
            }
            if (change.create && before(change.name, change.timestamp) != null) {
                violated(
                        Promise.EXECUTED_AS_OF_ITS_TIMESTAMP,
                        change,
                        "creates " + change.name + ", which exists already");
            }
            if (!change.seen.equals(create.expected)) {
                violated(
                        Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL,
                        change,
                        "%s of %s is on channels %s, the collection has %s"
                                .formatted(
                                        change.create ? "create" : "drop",
                                        change.name,
                                        change.seen,
                                        create.expected));
            }
        }
    }

    private void violated(Promise promise, Change change, String what) {
        report.violated(promise, topic, change.channel, change.offset, what);
    }
}

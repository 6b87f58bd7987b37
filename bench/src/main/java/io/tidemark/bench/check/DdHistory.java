package io.tidemark.bench.check;

import io.tidemark.bench.check.Violation.Promise;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import milvus.proto.msg.Msg;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the dd messages on {@code dml} say of collections, by their timestamps. */
final class DdHistory {

    private final String topic;
    private final Report report;
    private final NavigableMap<Long, CollectionChange> changes = new TreeMap<>();
    private final Map<Long, CollectionChange> creates = new HashMap<>();
    private final Map<Long, Long> drops = new HashMap<>();
    private final NameHistory names = new NameHistory();
    private final NameHistory partitions = new NameHistory();
    private final OtherDefinitions others = new OtherDefinitions();

    DdHistory(String topic, Report report) {
        this.topic = topic;
        this.report = report;
    }

    /** Takes a create of one channel. */
    void created(
            long timestamp,
            Msg.CreateCollectionRequest create,
            ConsumerRecord<byte[], byte[]> message) {
        add(CollectionChange.of(timestamp, create, message), message);
        for (int i = 0; i < create.getPartitionNamesCount(); i++) {
            partitions.means(
                    partition(create.getCollectionID(), create.getPartitionNames(i)),
                    timestamp,
                    create.getPartitionIDs(i));
        }
    }

    /** Takes a drop of one channel. */
    void dropped(
            long timestamp,
            Msg.DropCollectionRequest drop,
            ConsumerRecord<byte[], byte[]> message) {
        add(CollectionChange.of(timestamp, drop, message), message);
    }

    private void add(CollectionChange change, ConsumerRecord<byte[], byte[]> message) {
        CollectionChange known = changes.putIfAbsent(change.timestamp(), change);
        if (known == null) {
            note(change);
        } else if (!known.toldAgain(message)) {
            violated(
                    Promise.W3_ONE_TIMESTAMP_AND_ONE_GRID,
                    change,
                    "tells something else than channel " + known.channel() + " at one timestamp");
        }
    }

    private void note(CollectionChange change) {
        if (change.create()) {
            creates.putIfAbsent(change.collectionId(), change);
            names.created(change.name(), change.timestamp(), change.collectionId());
        } else {
            drops.put(change.collectionId(), change.timestamp());
            names.means(change.name(), change.timestamp(), NameHistory.NONE);
        }
    }

    /** What its names mean, as dd messages of other kinds tell. */
    NameHistory names() {
        return names;
    }

    /** What names of partitions mean, by {@link #partition}. */
    NameHistory partitions() {
        return partitions;
    }

    /** A partition's name among those of all collections. */
    static String partition(long collectionId, String name) {
        return collectionId + "/" + name;
    }

    /** All definitions but those of collections as wholes. */
    OtherDefinitions others() {
        return others;
    }

    /** The channels of a collection; none where nothing tells of its create. */
    BitSet channels(long collectionId) {
        CollectionChange create = creates.get(collectionId);
        return create == null ? new BitSet() : create.expected();
    }

    Iterable<CollectionChange> changes() {
        return changes.values();
    }

    /** The change of exactly this time; null where there is none. */
    CollectionChange at(long timestamp) {
        return changes.get(timestamp);
    }

    /**
     * The create, just before a time, of the collection that a name meant then; null where there is
     * no such collection.
     */
    CollectionChange before(String name, long timestamp) {
        long collection = names.before(name, timestamp);
        return drops.getOrDefault(collection, Long.MAX_VALUE) < timestamp
                ? null
                : creates.get(collection);
    }

    /** Compares the channels that were told with those of the collection, up to a closed time. */
    void checkChannels(long closed) {
        for (CollectionChange change : changes.headMap(closed, true).values()) {
            CollectionChange create =
                    change.create() ? change : before(change.name(), change.timestamp());
            if (create == null || create.collectionId() != change.collectionId()) {
                violated(
                        Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL,
                        change,
                        "drops collection %d, %s, which does not exist then"
                                .formatted(change.collectionId(), change.name()));
                continue;
            }
            if (change.create() && before(change.name(), change.timestamp()) != null) {
                violated(
                        Promise.EXECUTED_AS_OF_ITS_TIMESTAMP,
                        change,
                        "creates " + change.name() + ", which exists already");
            }
            if (!change.seen().equals(create.expected())) {
                violated(
                        Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL,
                        change,
                        "%s of %s is on channels %s, the collection has %s"
                                .formatted(
                                        change.create() ? "create" : "drop",
                                        change.name(),
                                        change.seen(),
                                        create.expected()));
            }
        }
    }

    private void violated(Promise promise, CollectionChange change, String what) {
        report.violated(promise, topic, change.channel(), change.offset(), what);
    }
}

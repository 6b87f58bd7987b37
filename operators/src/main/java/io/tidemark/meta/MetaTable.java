package io.tidemark.meta;

import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.MetaEntry;
import io.tidemark.proto.MetaHistory;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.RefusedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Every collection and partition, versioned by timestamp. Reads name a timestamp and see the table
 * as it was then, that timestamp included; 0 reads the latest. {@link #apply} is the only way to
 * change it, live and on replay: a table filled from another one's {@link #changes} is equal to it,
 * down to the store. A lookup by name or id takes the same number of keys whatever the table's
 * size.
 *
 * <p>Invariants, checked when a change is applied:
 *
 * <ol>
 *   <li>Changes come in timestamp order, at least those that supersede or drop something.
 *   <li>An entry is dropped once, and its id is never used again.
 *   <li>A name has one bearer at a time.
 * </ol>
 */
public final class MetaTable {

    private final MetaStore store;
    private final NameIndex names;
    private final PartitionIds partitionIds;
    private final ExpiryQueue expiry;
    private final Totals totals;

    public MetaTable(MetaStore store) {
        this.store = store;
        this.names = new NameIndex(store);
        this.partitionIds = new PartitionIds(store);
        this.expiry = new ExpiryQueue(store);
        this.totals = new Totals(store);
    }

    /** The collection that bore a name; an empty database name means the default one. */
    public Optional<CollectionMeta> collection(String database, String name, long timestamp) {
        MetaChange change = names.find(MetaKeys.collectionName(database, name), timestamp);
        return change == null ? Optional.empty() : Optional.of(change.getCollection());
    }

    public Optional<CollectionMeta> collection(long id, long timestamp) {
        MetaChange change = Versions.asOf(history(MetaKeys.collection(id)), timestamp);
        return change == null ? Optional.empty() : Optional.of(change.getCollection());
    }

    /** The collections of a database, sorted by id; it costs a scan. */
    public List<CollectionMeta> collections(String database, long timestamp) {
        List<CollectionMeta> found = new ArrayList<>();
        for (MetaEntry entry : store.scan(MetaKeys.COLLECTIONS)) {
            MetaChange change = Versions.asOf(entry.getHistory(), timestamp);
            if (change != null && change.getCollection().getDbName().equals(database)) {
                found.add(change.getCollection());
            }
        }
        found.sort(Comparator.comparingLong(CollectionMeta::getId));
        return found;
    }

    public Optional<PartitionMeta> partition(long collectionId, String name, long timestamp) {
        MetaChange change = names.find(MetaKeys.partitionName(collectionId, name), timestamp);
        return change == null ? Optional.empty() : Optional.of(change.getPartition());
    }

    /** The partitions of a collection, sorted by id. */
    public List<PartitionMeta> partitions(long collectionId, long timestamp) {
        List<PartitionMeta> found = new ArrayList<>();
        for (long id : partitionIds.of(collectionId)) {
            MetaHistory history = history(MetaKeys.partition(collectionId, id));
            MetaChange change = Versions.asOf(history, timestamp);
            if (change != null) {
                found.add(change.getPartition());
            }
        }
        return found;
    }

    /** How many collections there are now. */
    public long collectionCount() {
        return totals.read().getCollections();
    }

    /** The sum over all collections there are now of partitions times shards. */
    public long partitionShards() {
        return totals.read().getPartitionShards();
    }

    /**
     * The physical channels a new collection's shards go to: distinct, those with the fewest
     * collections first, then the fewest retained ones, then the lowest index.
     *
     * @param channels how many physical channels there are
     * @throws RefusedException INVALID_PARAMETER where there are fewer channels than shards
     */
    public List<Integer> chooseChannels(int shards, int channels) throws RefusedException {
        return totals.chooseChannels(shards, channels);
    }

    /**
     * Every retained version, by timestamp; of one timestamp the collection comes before its
     * partitions, then the lower id.
     */
    public List<MetaChange> changes() {
        List<MetaChange> changes = new ArrayList<>();
        for (String prefix : List.of(MetaKeys.COLLECTIONS, MetaKeys.PARTITIONS)) {
            for (MetaEntry entry : store.scan(prefix)) {
                changes.addAll(entry.getHistory().getVersionsList());
            }
        }
        changes.sort(MetaKeys.CHANGE_ORDER);
        return changes;
    }

    /**
     * Applies one change; one that the table already holds is ignored.
     *
     * @throws IllegalStateException where it breaks an invariant
     */
    public void apply(MetaChange change) {
        MetaKeys keys = MetaKeys.of(change);
        MetaHistory history = history(keys.history());
        if (history.getVersionsList().contains(change)) {
            return;
        }
        MetaChange last = Versions.last(history);
        checkFollows(last, change, keys);
        names.put(keys, change);
        put(keys.history(), history.toBuilder().addVersions(change).build());
        if (last != null) {
            expiry.add(change.getTimestamp(), keys.history());
        }
        int live = (change.getDropped() ? 0 : 1) - (last == null ? 0 : 1);
        if (change.hasCollection()) {
            CollectionMeta collection = change.getCollection();
            totals.addCollection(collection, live, last == null ? 1 : 0);
            if (last == null) {
                int earlier = partitions(collection.getId(), 0).size();
                totals.addPartitions(earlier, collection.getVirtualChannelsCount());
            }
        } else {
            PartitionMeta partition = change.getPartition();
            partitionIds.add(partition.getCollectionId(), partition.getId());
            totals.addPartitions(live, shards(partition.getCollectionId()));
        }
    }

    /**
     * Forgets the versions that were superseded, and the entries that were dropped, at or before a
     * timestamp. Reads at it or later see what they saw. Each version costs a few keys once.
     */
    public void expireBefore(long timestamp) {
        for (String key = expiry.poll(timestamp); key != null; key = expiry.poll(timestamp)) {
            expire(key, timestamp);
        }
    }

    private void expire(String key, long timestamp) {
        MetaChange last = Versions.last(history(key));
        if (last == null) {
            return;
        }
        MetaHistory rest = Versions.seenFrom(history(key), timestamp);
        if (rest.getVersionsCount() > 0) {
            put(key, rest);
            return;
        }
        store.remove(key);
        names.forget(MetaKeys.of(last));
        if (last.hasCollection()) {
            totals.addCollection(last.getCollection(), 0, -1);
        } else {
            PartitionMeta partition = last.getPartition();
            partitionIds.remove(partition.getCollectionId(), partition.getId());
        }
    }

    private static void checkFollows(MetaChange last, MetaChange change, MetaKeys keys) {
        boolean live = last != null && !last.getDropped();
        if (last == null ? change.getDropped() : !live) {
            throw new IllegalStateException(
                    keys.history() + " must exist to be changed or dropped, found " + last);
        }
        if (live && Long.compareUnsigned(change.getTimestamp(), last.getTimestamp()) <= 0) {
            throw new IllegalStateException(
                    keys.history()
                            + " was changed at "
                            + last.getTimestamp()
                            + ", expected a later change, found one at "
                            + change.getTimestamp());
        }
    }

    /**
     * A collection's shards, also when it was dropped just before its partitions; 0 while a replay
     * has not reached its first retained version, which may be later than its partitions.
     */
    private int shards(long collectionId) {
        MetaChange last = Versions.last(history(MetaKeys.collection(collectionId)));
        return last == null ? 0 : last.getCollection().getVirtualChannelsCount();
    }

    private MetaHistory history(String key) {
        MetaEntry entry = store.get(key);
        return entry == null ? MetaHistory.getDefaultInstance() : entry.getHistory();
    }

    private void put(String key, MetaHistory history) {
        store.put(key, MetaEntry.newBuilder().setHistory(history).build());
    }
}

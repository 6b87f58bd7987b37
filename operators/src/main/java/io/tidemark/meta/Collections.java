package io.tidemark.meta;

import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.RefusedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The collections, by name, alias or id, and what they take together. */
public final class Collections {

    private final Histories histories;
    private final NameIndex names;
    private final Totals totals;

    Collections(Histories histories, NameIndex names, Totals totals) {
        this.histories = histories;
        this.names = names;
        this.totals = totals;
    }

    /**
     * The collection that bore a name or was meant by an alias. By its own name it costs one key,
     * by an alias two.
     *
     * @param database empty for the default one
     */
    public Optional<CollectionMeta> named(String database, String name, long timestamp) {
        MetaChange change =
                names.find(MetaKeys.collectionName(Databases.nameOf(database), name), timestamp);
        if (change == null) {
            return Optional.empty();
        }
        return change.hasAlias()
                ? withId(change.getAlias().getCollectionId(), timestamp)
                : Optional.of(change.getCollection());
    }

    /** The collection of an id as it was at a timestamp; 0 reads the latest. */
    public Optional<CollectionMeta> withId(long id, long timestamp) {
        return Optional.ofNullable(histories.asOf(MetaKeys.collection(id), timestamp))
                .map(MetaChange::getCollection);
    }

    /** The collections of a database, sorted by id; it costs a scan. */
    public List<CollectionMeta> in(String database, long timestamp) {
        List<CollectionMeta> found = all(timestamp);
        found.removeIf(each -> !each.getDbName().equals(Databases.nameOf(database)));
        return found;
    }

    /** The collections of all databases, sorted by id; it costs a scan. */
    public List<CollectionMeta> all(long timestamp) {
        List<CollectionMeta> found = new ArrayList<>();
        for (MetaChange change : histories.scan(MetaKeys.COLLECTIONS, timestamp)) {
            found.add(change.getCollection());
        }
        found.sort(Comparator.comparingLong(CollectionMeta::getId));
        return found;
    }

    /** How many collections there are now. */
    public long count() {
        return totals.read().getCollections();
    }

    /** How many collections a database has now. */
    public long count(String database) {
        return totals.collections(Databases.nameOf(database));
    }

    /** The sum over all collections there are now of partitions times shards. */
    public long partitionShards() {
        return totals.read().getPartitionShards();
    }

    /** How many collections have a shard on a physical channel now. */
    public int onChannel(int channel) {
        return totals.references(channel);
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
}

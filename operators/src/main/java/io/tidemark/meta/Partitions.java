package io.tidemark.meta;

import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The partitions of collections. */
public final class Partitions {

    /** What every collection has that is not spread by a key; it cannot be dropped. */
    public static final String DEFAULT = "_default";

    private final Histories histories;
    private final NameIndex names;
    private final Members members;

    Partitions(Histories histories, NameIndex names, Members members) {
        this.histories = histories;
        this.names = names;
        this.members = members;
    }

    /** The partition of a collection that bore a name at a timestamp. */
    public Optional<PartitionMeta> named(long collectionId, String name, long timestamp) {
        return Optional.ofNullable(
                        names.find(MetaKeys.partitionName(collectionId, name), timestamp))
                .map(MetaChange::getPartition);
    }

    /** The partition of an id, where its collection had it at a timestamp. */
    public Optional<PartitionMeta> withId(long collectionId, long id, long timestamp) {
        return Optional.ofNullable(histories.asOf(MetaKeys.partition(collectionId, id), timestamp))
                .map(MetaChange::getPartition);
    }

    /** The partitions of a collection, sorted by id. */
    public List<PartitionMeta> of(long collectionId, long timestamp) {
        List<PartitionMeta> found = new ArrayList<>();
        for (long id : members.of(MetaKeys.partitionIds(collectionId))) {
            withId(collectionId, id, timestamp).ifPresent(found::add);
        }
        return found;
    }

    /** How many partitions a collection has now. */
    public int count(long collectionId) {
        return members.live(MetaKeys.partitionIds(collectionId));
    }
}

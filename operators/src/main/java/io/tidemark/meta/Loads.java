package io.tidemark.meta;

import io.tidemark.proto.LoadMeta;
import io.tidemark.proto.MetaChange;
import java.util.Optional;

/** What of the collections is wanted in memory. */
public final class Loads {

    private final Histories histories;

    Loads(Histories histories) {
        this.histories = histories;
    }

    /** The entry of a collection, which says that nothing is loaded once it was released. */
    public Optional<LoadMeta> entry(long collectionId, long timestamp) {
        return Optional.ofNullable(histories.asOf(MetaKeys.load(collectionId), timestamp))
                .map(MetaChange::getLoad);
    }

    /** What is loaded of a collection; empty for nothing. */
    public Optional<LoadMeta> of(long collectionId, long timestamp) {
        return entry(collectionId, timestamp)
                .filter(load -> load.getWhole() || load.getPartitionIdsCount() > 0);
    }

    /** Whether a partition of a collection is loaded now. */
    public boolean holds(long collectionId, long partitionId) {
        return of(collectionId, 0)
                .filter(load -> load.getWhole() || load.getPartitionIdsList().contains(partitionId))
                .isPresent();
    }
}

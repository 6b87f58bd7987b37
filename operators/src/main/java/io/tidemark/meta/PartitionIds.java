package io.tidemark.meta;

import io.tidemark.proto.MetaEntry;
import io.tidemark.proto.MetaIds;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The ids of a collection's retained partitions, ascending: what a scan would cost the table. */
final class PartitionIds {

    private final MetaStore store;

    PartitionIds(MetaStore store) {
        this.store = store;
    }

    List<Long> of(long collectionId) {
        MetaEntry entry = store.get(MetaKeys.partitionIds(collectionId));
        return entry == null ? List.of() : entry.getIds().getIdsList();
    }

    void add(long collectionId, long partitionId) {
        TreeSet<Long> ids = new TreeSet<>(of(collectionId));
        ids.add(partitionId);
        put(collectionId, ids);
    }

    void remove(long collectionId, long partitionId) {
        TreeSet<Long> ids = new TreeSet<>(of(collectionId));
        ids.remove(partitionId);
        put(collectionId, ids);
    }

    private void put(long collectionId, SortedSet<Long> ids) {
        String key = MetaKeys.partitionIds(collectionId);
        if (ids.isEmpty()) {
            store.remove(key);
        } else {
            MetaIds value = MetaIds.newBuilder().addAllIds(ids).build();
            store.put(key, MetaEntry.newBuilder().setIds(value).build());
        }
    }
}

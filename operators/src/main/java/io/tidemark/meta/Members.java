package io.tidemark.meta;

import io.tidemark.proto.MetaChange;
import io.tidemark.proto.MetaEntry;
import io.tidemark.proto.MetaIds;
import java.util.List;
import java.util.TreeSet;

/**
 * What belongs to what: the partitions, indexes and aliases of a collection, the databases. A list
 * holds an id as long as a retained version of its entry says so, and costs one key; without it a
 * collection's partitions would cost a scan of the table.
 */
final class Members {

    private final MetaStore store;

    Members(MetaStore store) {
        this.store = store;
    }

    /** Ids under a list's key, ascending, those of dropped entries that are retained included. */
    List<Long> of(String owner) {
        return read(owner).getIdsList();
    }

    /** How many entries of a list exist now. */
    int live(String owner) {
        return read(owner).getLive();
    }

    /**
     * @param last the entry's change before; null for its first
     */
    void put(MetaKeys keys, MetaChange change, MetaChange last) {
        if (last != null && !last.getDropped()) {
            write(MetaKeys.of(last).owner(), keys.id(), true, -1);
        }
        write(keys.owner(), keys.id(), true, change.getDropped() ? 0 : 1);
    }

    /**
     * Takes an entry out of the lists that no retained version of it names any more.
     *
     * @param removed its forgotten versions
     * @param rest those that are left
     */
    void forget(List<MetaChange> removed, List<MetaChange> rest) {
        for (MetaChange version : removed) {
            MetaKeys keys = MetaKeys.of(version);
            if (rest.stream().noneMatch(r -> MetaKeys.of(r).owner().equals(keys.owner()))) {
                write(keys.owner(), keys.id(), false, 0);
            }
        }
    }

    private void write(String owner, long id, boolean member, int live) {
        MetaIds before = read(owner);
        TreeSet<Long> ids = new TreeSet<>(before.getIdsList());
        if (member) {
            ids.add(id);
        } else {
            ids.remove(id);
        }
        if (ids.isEmpty()) {
            store.remove(owner);
        } else {
            MetaIds after =
                    MetaIds.newBuilder().addAllIds(ids).setLive(before.getLive() + live).build();
            store.put(owner, MetaEntry.newBuilder().setIds(after).build());
        }
    }

    private MetaIds read(String owner) {
        MetaEntry entry = store.get(owner);
        return entry == null ? MetaIds.getDefaultInstance() : entry.getIds();
    }
}

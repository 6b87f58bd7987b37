package io.tidemark.meta;

import io.tidemark.proto.MetaBearer;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.MetaEntry;
import io.tidemark.proto.MetaName;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds entries by name as of a timestamp. A name may be borne by one entry after another, and an
 * entry may bear one name after another; a lookup not older than the name's newest change takes one
 * key.
 */
final class NameIndex {

    private final MetaStore store;
    private final Histories histories;

    NameIndex(MetaStore store, Histories histories) {
        this.store = store;
        this.histories = histories;
    }

    /** The change that made the name's bearer what it was at a timestamp; null for no bearer. */
    MetaChange find(String nameKey, long timestamp) {
        MetaEntry entry = store.get(nameKey);
        if (entry == null) {
            return null;
        }
        MetaName name = entry.getName();
        MetaChange latest = name.getLatest();
        if (Versions.seen(latest.getTimestamp(), timestamp)) {
            return latest.getDropped() ? null : latest;
        }
        for (int i = name.getBearersCount() - 1; i >= 0; i--) {
            MetaBearer bearer = name.getBearers(i);
            if (Versions.seen(bearer.getSince(), timestamp)) {
                // Between two bearers nobody had the name: the earlier may bear another one then.
                MetaChange then = histories.asOf(bearer.getKey(), timestamp);
                return then != null && MetaKeys.of(then).name().equals(nameKey) ? then : null;
            }
        }
        return null;
    }

    /**
     * Notes the newest change of an entry under its name.
     *
     * @param last the entry's change before; null for its first
     */
    void put(MetaKeys keys, MetaChange change, MetaChange last) {
        if (last != null && !MetaKeys.of(last).name().equals(keys.name())) {
            leave(MetaKeys.of(last).name(), last, change.getTimestamp());
        }
        MetaEntry entry = store.get(keys.name());
        MetaName.Builder name = entry == null ? MetaName.newBuilder() : entry.getName().toBuilder();
        if (entry == null || name.getLatest().getDropped()) {
            name.addBearers(MetaBearer.newBuilder().setSince(keys.since()).setKey(keys.history()));
        } else {
            String bearer = name.getBearers(name.getBearersCount() - 1).getKey();
            if (!bearer.equals(keys.history())) {
                throw new IllegalStateException(
                        keys.name()
                                + " must have one bearer at a time, found "
                                + keys.history()
                                + " beside "
                                + bearer);
            }
        }
        put(keys.name(), name.setLatest(change));
    }

    /**
     * Forgets the times an entry bore a name that no retained version of it tells of any more.
     *
     * @param removed its forgotten versions, oldest first
     * @param next the oldest version that is left; null where none is
     */
    void forget(List<MetaChange> removed, MetaChange next) {
        for (int i = 0; i < removed.size(); i++) {
            MetaKeys keys = MetaKeys.of(removed.get(i));
            MetaChange after = i + 1 < removed.size() ? removed.get(i + 1) : next;
            if (after == null || !MetaKeys.of(after).name().equals(keys.name())) {
                forgetOldest(keys);
            }
        }
    }

    private void leave(String nameKey, MetaChange last, long timestamp) {
        MetaName name = store.get(nameKey).getName();
        MetaChange left = last.toBuilder().setTimestamp(timestamp).setDropped(true).build();
        put(nameKey, name.toBuilder().setLatest(left));
    }

    private void forgetOldest(MetaKeys keys) {
        MetaName name = store.get(keys.name()).getName();
        List<MetaBearer> rest = new ArrayList<>(name.getBearersList());
        for (int i = 0; i < rest.size(); i++) {
            if (rest.get(i).getKey().equals(keys.history())) {
                rest.remove(i);
                break;
            }
        }
        if (rest.isEmpty()) {
            store.remove(keys.name());
        } else {
            put(keys.name(), name.toBuilder().clearBearers().addAllBearers(rest));
        }
    }

    private void put(String nameKey, MetaName.Builder name) {
        store.put(nameKey, MetaEntry.newBuilder().setName(name).build());
    }
}

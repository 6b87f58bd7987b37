package io.tidemark.meta;

import io.tidemark.proto.MetaBearer;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.MetaEntry;
import io.tidemark.proto.MetaName;

/**
 * Finds entries by name as of a timestamp. A name may be borne by one entry after another; a lookup
 * not older than the name's newest change takes one key.
 */
final class NameIndex {

    private final MetaStore store;

    NameIndex(MetaStore store) {
        this.store = store;
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
            if (Versions.seen(bearer.getCreatedTimestamp(), timestamp)) {
                return Versions.asOf(store.get(bearer.getKey()).getHistory(), timestamp);
            }
        }
        return null;
    }

    /** Notes the newest change of a name's bearer. */
    void put(MetaKeys keys, MetaChange change) {
        MetaEntry entry = store.get(keys.name());
        MetaName.Builder name = entry == null ? MetaName.newBuilder() : entry.getName().toBuilder();
        int last = name.getBearersCount() - 1;
        if (last < 0 || !name.getBearers(last).getKey().equals(keys.history())) {
            if (last >= 0 && !name.getLatest().getDropped()) {
                throw new IllegalStateException(
                        keys.name()
                                + " must have one bearer at a time, found "
                                + keys.history()
                                + " beside "
                                + name.getBearers(last).getKey());
            }
            name.addBearers(
                    MetaBearer.newBuilder()
                            .setCreatedTimestamp(keys.createdTimestamp())
                            .setKey(keys.history()));
        }
        put(keys, name.setLatest(change));
    }

    /** Forgets a bearer whose history is no longer retained. */
    void forget(MetaKeys keys) {
        MetaName name = store.get(keys.name()).getName();
        MetaName.Builder rest = name.toBuilder().clearBearers();
        for (MetaBearer bearer : name.getBearersList()) {
            if (!bearer.getKey().equals(keys.history())) {
                rest.addBearers(bearer);
            }
        }
        if (rest.getBearersCount() == 0) {
            store.remove(keys.name());
        } else {
            put(keys, rest);
        }
    }

    private void put(MetaKeys keys, MetaName.Builder name) {
        store.put(keys.name(), MetaEntry.newBuilder().setName(name).build());
    }
}

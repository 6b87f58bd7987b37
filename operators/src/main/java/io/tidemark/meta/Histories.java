package io.tidemark.meta;

import io.tidemark.proto.MetaChange;
import io.tidemark.proto.MetaEntry;
import io.tidemark.proto.MetaHistory;
import java.util.ArrayList;
import java.util.List;

/** Every retained version of every entry, by the key of its history. */
final class Histories {

    private final MetaStore store;

    Histories(MetaStore store) {
        this.store = store;
    }

    /** The history under a key, oldest version first; empty where there is none. */
    MetaHistory of(String key) {
        MetaEntry entry = store.get(key);
        return entry == null ? MetaHistory.getDefaultInstance() : entry.getHistory();
    }

    /** The version that held at a timestamp; null where the entry did not exist then. */
    MetaChange asOf(String key, long timestamp) {
        return Versions.asOf(of(key), timestamp);
    }

    /** The versions that held at a timestamp, of every entry of a kind, in no order. */
    List<MetaChange> scan(String prefix, long timestamp) {
        List<MetaChange> found = new ArrayList<>();
        for (MetaEntry entry : store.scan(prefix)) {
            MetaChange change = Versions.asOf(entry.getHistory(), timestamp);
            if (change != null) {
                found.add(change);
            }
        }
        return found;
    }

    /** Every version of every entry, in the order of changes. */
    List<MetaChange> all() {
        List<MetaChange> changes = new ArrayList<>();
        // Keys derived from them hold no history, so one scan finds all kinds.
        for (MetaEntry entry : store.scan("")) {
            changes.addAll(entry.getHistory().getVersionsList());
        }
        changes.sort(MetaKeys.CHANGE_ORDER);
        return changes;
    }

    void add(String key, MetaChange change) {
        put(key, of(key).toBuilder().addVersions(change).build());
    }

    /** Replaces a history; an empty one leaves nothing. */
    void put(String key, MetaHistory history) {
        if (history.getVersionsCount() == 0) {
            store.remove(key);
        } else {
            store.put(key, MetaEntry.newBuilder().setHistory(history).build());
        }
    }
}

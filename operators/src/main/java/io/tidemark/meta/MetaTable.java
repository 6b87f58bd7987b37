package io.tidemark.meta;

import io.tidemark.proto.MetaChange;
import io.tidemark.proto.MetaHistory;
import java.util.Comparator;
import java.util.List;

/**
 * Every definition, versioned by timestamp; each kind is read through its own noun. Reads name a
 * timestamp and see the table as it was then, that timestamp included; 0 reads the latest. {@link
 * #apply} is the only way to change it, live and on replay: a table filled from another one's
 * {@link #changes} is equal to it, down to the store. What is no list takes the same number of keys
 * whatever the table's size.
 *
 * <p>Invariants, checked when a change is applied:
 *
 * <ol>
 *   <li>Changes come in timestamp order, at least those that supersede or drop something.
 *   <li>An entry is dropped once, and its id is never used again.
 *   <li>A name has one bearer at a time; collections and aliases share one name space.
 * </ol>
 */
public final class MetaTable {

    /** The order in which the changes of one request are applied. */
    public static final Comparator<MetaChange> CHANGE_ORDER = MetaKeys.CHANGE_ORDER;

    private final Histories histories;
    private final NameIndex names;
    private final Members members;
    private final ExpiryQueue expiry;
    private final Totals totals;
    private final Databases databases;
    private final Collections collections;
    private final Partitions partitions;
    private final Aliases aliases;
    private final Indexes indexes;
    private final Loads loads;
    private final Segments segments;
    private final Nodes nodes;
    private final Clients clients;
    private final Settings settings;

    /** A table over what a store holds: all of it is there at once, and nothing is loaded. */
    public MetaTable(MetaStore store) {
        histories = new Histories(store);
        names = new NameIndex(store, histories);
        members = new Members(store);
        expiry = new ExpiryQueue(store);
        totals = new Totals(store);
        databases = new Databases(histories, names, members);
        collections = new Collections(histories, names, totals);
        partitions = new Partitions(histories, names, members);
        aliases = new Aliases(histories, names, members);
        indexes = new Indexes(histories, names, members);
        loads = new Loads(histories);
        segments = new Segments(histories, members);
        nodes = new Nodes(histories, names, members);
        clients = new Clients(histories, totals);
        settings = new Settings(histories);
    }

    public Databases databases() {
        return databases;
    }

    public Collections collections() {
        return collections;
    }

    public Partitions partitions() {
        return partitions;
    }

    public Aliases aliases() {
        return aliases;
    }

    public Indexes indexes() {
        return indexes;
    }

    public Loads loads() {
        return loads;
    }

    public Segments segments() {
        return segments;
    }

    public Nodes nodes() {
        return nodes;
    }

    public Clients clients() {
        return clients;
    }

    public Settings settings() {
        return settings;
    }

    /** Every retained version, by timestamp; of one timestamp what owns before what belongs. */
    public List<MetaChange> changes() {
        return histories.all();
    }

    /**
     * Applies one change; one that the table already holds is ignored.
     *
     * @throws IllegalStateException where it breaks an invariant
     */
    public void apply(MetaChange change) {
        MetaKeys keys = MetaKeys.of(change);
        MetaHistory history = histories.of(keys.history());
        if (history.getVersionsList().contains(change)) {
            return;
        }
        MetaChange last = Versions.last(history);
        checkFollows(last, change, keys);
        if (!MetaKeys.keepsPast(change)) {
            replace(change, keys);
            totals.put(change, last);
            return;
        }
        if (keys.name() != null) {
            names.put(keys, change, last);
        }
        histories.add(keys.history(), change);
        if (last != null) {
            expiry.add(change.getTimestamp(), keys.history());
        }
        if (keys.owner() != null) {
            members.put(keys, change, last);
        }
        totals.put(change, last);
    }

    /** Puts an entry that has no past in the place of what it was, or of nothing. */
    private void replace(MetaChange change, MetaKeys keys) {
        MetaHistory.Builder history = MetaHistory.newBuilder();
        if (!change.getDropped()) {
            history.addVersions(change);
        }
        histories.put(keys.history(), history.build());
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
        MetaHistory history = histories.of(key);
        MetaHistory rest = Versions.seenFrom(history, timestamp);
        int forgotten = history.getVersionsCount() - rest.getVersionsCount();
        if (forgotten == 0) {
            return;
        }
        List<MetaChange> removed = history.getVersionsList().subList(0, forgotten);
        MetaChange next = rest.getVersionsCount() == 0 ? null : rest.getVersions(0);
        MetaKeys keys = MetaKeys.of(removed.get(0));
        histories.put(key, rest);
        if (keys.name() != null) {
            names.forget(removed, next);
        }
        if (keys.owner() != null) {
            members.forget(removed, rest.getVersionsList());
        }
        if (next == null) {
            totals.forget(removed.get(forgotten - 1));
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
}

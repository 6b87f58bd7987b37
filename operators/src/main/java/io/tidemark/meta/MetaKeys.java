package io.tidemark.meta;

import io.tidemark.proto.MetaChange;
import java.util.Comparator;

/**
 * The keys that one change touches, derived from its entry, and the formats of all keys. Every
 * prefix ends with a slash, so that a scan for id 1 never meets id 10.
 *
 * @param history key of the entry's own history: {@code collection/<id>}, {@code
 *     partition/<collectionId>/<partitionId>}
 * @param name key of its name
 * @param createdTimestamp when the entry came to be
 */
record MetaKeys(String history, String name, long createdTimestamp) {

    static final String COLLECTIONS = "collection/";
    static final String PARTITIONS = "partition/";
    static final String EXPIRY_ENDS = "expiry-ends";
    static final String TOTALS = "totals";

    /**
     * The total order of changes: by timestamp; those of one timestamp with the collection before
     * its partitions, then by id.
     */
    static final Comparator<MetaChange> CHANGE_ORDER =
            Comparator.comparing(MetaChange::getTimestamp, Long::compareUnsigned)
                    .thenComparing(MetaChange::hasPartition)
                    .thenComparing(change -> change.getCollection().getId())
                    .thenComparing(change -> change.getPartition().getCollectionId())
                    .thenComparing(change -> change.getPartition().getId());

    static MetaKeys of(MetaChange change) {
        return switch (change.getEntryCase()) {
            case COLLECTION -> {
                var entry = change.getCollection();
                yield new MetaKeys(
                        collection(entry.getId()),
                        collectionName(entry.getDbName(), entry.getName()),
                        entry.getCreatedTimestamp());
            }
            case PARTITION -> {
                var entry = change.getPartition();
                yield new MetaKeys(
                        partition(entry.getCollectionId(), entry.getId()),
                        partitionName(entry.getCollectionId(), entry.getName()),
                        entry.getCreatedTimestamp());
            }
            case ENTRY_NOT_SET ->
                    throw new IllegalStateException(
                            "A change of the meta table must carry an entry, found none.");
        };
    }

    static String collection(long id) {
        return COLLECTIONS + id;
    }

    static String partition(long collectionId, long id) {
        return PARTITIONS + collectionId + "/" + id;
    }

    /** Names hold no slash; an empty database name means the default database. */
    static String collectionName(String database, String name) {
        return "collection-name/" + (database.isEmpty() ? Database.DEFAULT : database) + "/" + name;
    }

    static String partitionName(long collectionId, String name) {
        return "partition-name/" + collectionId + "/" + name;
    }

    static String partitionIds(long collectionId) {
        return "partition-ids/" + collectionId;
    }

    static String expiry(long timestamp, String historyKey) {
        return "expiry/" + Long.toUnsignedString(timestamp) + "/" + historyKey;
    }
}

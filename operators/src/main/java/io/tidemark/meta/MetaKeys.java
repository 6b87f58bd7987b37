package io.tidemark.meta;

import io.milvus.grpc.Address;
import io.tidemark.proto.MetaChange;
import java.util.Comparator;

/**
 * The keys that one change touches, derived from its entry, and the formats of all keys. Every
 * prefix ends with a slash, so that a scan for id 1 never meets id 10; names hold no slash.
 *
 * @param history key of the entry's own history: {@code collection/<id>}, {@code
 *     partition/<collectionId>/<id>}
 * @param name key of its name; null where it has none
 * @param since when it came to bear that name
 * @param owner key of the list of what belongs to the same entry; null where it is in none
 * @param id its id within that list
 */
record MetaKeys(String history, String name, long since, String owner, long id) {

    static final String COLLECTIONS = "collection/";
    static final String ALIASES = "alias/";
    static final String DATABASE_IDS = "database-ids";
    static final String EXPIRY_ENDS = "expiry-ends";
    static final String TOTALS = "totals";
    static final String NODE_IDS = "node-ids";
    static final String CLIENTS = "client/";
    static final String SETTINGS = "settings/all";

    /**
     * The total order of changes: by timestamp; those of one timestamp by kind, what owns before
     * what belongs to it; then by id.
     */
    static final Comparator<MetaChange> CHANGE_ORDER =
            Comparator.comparing(MetaChange::getTimestamp, Long::compareUnsigned)
                    .thenComparingInt(change -> rank(change))
                    .thenComparingLong(change -> collectionId(change))
                    .thenComparingLong(change -> id(change));

    static MetaKeys of(MetaChange change) {
        return switch (change.getEntryCase()) {
            case DATABASE -> {
                var entry = change.getDatabase();
                yield new MetaKeys(
                        database(entry.getId()),
                        databaseName(entry.getName()),
                        entry.getCreatedTimestamp(),
                        DATABASE_IDS,
                        entry.getId());
            }
            case COLLECTION -> {
                var entry = change.getCollection();
                long renamed = entry.getNamedTimestamp();
                yield new MetaKeys(
                        collection(entry.getId()),
                        collectionName(entry.getDbName(), entry.getName()),
                        renamed == 0 ? entry.getCreatedTimestamp() : renamed,
                        null,
                        entry.getId());
            }
            case PARTITION -> {
                var entry = change.getPartition();
                yield new MetaKeys(
                        partition(entry.getCollectionId(), entry.getId()),
                        partitionName(entry.getCollectionId(), entry.getName()),
                        entry.getCreatedTimestamp(),
                        partitionIds(entry.getCollectionId()),
                        entry.getId());
            }
            case ALIAS -> {
                var entry = change.getAlias();
                yield new MetaKeys(
                        alias(entry.getId()),
                        collectionName(entry.getDbName(), entry.getName()),
                        entry.getCreatedTimestamp(),
                        aliasIds(entry.getCollectionId()),
                        entry.getId());
            }
            case INDEX -> {
                var entry = change.getIndex();
                yield new MetaKeys(
                        index(entry.getCollectionId(), entry.getId()),
                        indexName(entry.getCollectionId(), entry.getName()),
                        entry.getCreatedTimestamp(),
                        indexIds(entry.getCollectionId()),
                        entry.getId());
            }
            case LOAD -> new MetaKeys(load(change.getLoad().getCollectionId()), null, 0, null, 0);
            case FLUSH ->
                    new MetaKeys(flush(change.getFlush().getCollectionId()), null, 0, null, 0);
            case SEGMENT -> {
                var entry = change.getSegment();
                yield new MetaKeys(
                        segment(entry.getId()),
                        null,
                        0,
                        segmentIds(entry.getCollectionId()),
                        entry.getId());
            }
            case NODE -> {
                var entry = change.getNode();
                yield new MetaKeys(
                        node(entry.getId()),
                        nodeName(entry.getRole(), entry.getAddress()),
                        entry.getId(),
                        NODE_IDS,
                        entry.getId());
            }
            case LEASE -> new MetaKeys(lease(change.getLease().getNodeId()), null, 0, null, 0);
            case CHANNEL_TIMES -> {
                long node = change.getChannelTimes().getNodeId();
                yield new MetaKeys(channelTimes(node), null, 0, null, 0);
            }
            case CLIENT -> {
                long id = change.getClient().getId();
                yield new MetaKeys(client(id), null, 0, null, id);
            }
            case SETTINGS -> new MetaKeys(SETTINGS, null, 0, null, 0);
            case ENTRY_NOT_SET ->
                    throw new IllegalStateException(
                            "A change of the meta table must carry an entry, found none.");
        };
    }

    /**
     * Whether an entry's versions are kept for reads at a timestamp. Of the others, which change
     * all the time, only the newest is.
     */
    static boolean keepsPast(MetaChange change) {
        return switch (change.getEntryCase()) {
            case LEASE, CHANNEL_TIMES, CLIENT -> false;
            default -> true;
        };
    }

    static String database(long id) {
        return "database/" + id;
    }

    static String databaseName(String name) {
        return "database-name/" + name;
    }

    static String collection(long id) {
        return COLLECTIONS + id;
    }

    /** Of a collection or an alias: they share one name space. */
    static String collectionName(String database, String name) {
        return "collection-name/" + database + "/" + name;
    }

    static String partition(long collectionId, long id) {
        return "partition/" + collectionId + "/" + id;
    }

    static String partitionName(long collectionId, String name) {
        return "partition-name/" + collectionId + "/" + name;
    }

    static String partitionIds(long collectionId) {
        return "partition-ids/" + collectionId;
    }

    static String alias(long id) {
        return ALIASES + id;
    }

    static String aliasIds(long collectionId) {
        return "alias-ids/" + collectionId;
    }

    static String index(long collectionId, long id) {
        return "index/" + collectionId + "/" + id;
    }

    static String indexName(long collectionId, String name) {
        return "index-name/" + collectionId + "/" + name;
    }

    static String indexIds(long collectionId) {
        return "index-ids/" + collectionId;
    }

    static String load(long collectionId) {
        return "load/" + collectionId;
    }

    static String flush(long collectionId) {
        return "flush/" + collectionId;
    }

    static String segment(long id) {
        return "segment/" + id;
    }

    static String segmentIds(long collectionId) {
        return "segment-ids/" + collectionId;
    }

    static String node(long id) {
        return "node/" + id;
    }

    static String nodeName(String role, Address address) {
        return "node-name/" + role + "/" + address.getIp() + ":" + address.getPort();
    }

    static String lease(long nodeId) {
        return "lease/" + nodeId;
    }

    static String channelTimes(long nodeId) {
        return "channel-times/" + nodeId;
    }

    static String client(long id) {
        return CLIENTS + id;
    }

    static String expiry(long timestamp, String historyKey) {
        return "expiry/" + Long.toUnsignedString(timestamp) + "/" + historyKey;
    }

    static String totals(String database) {
        return TOTALS + "/" + database;
    }

    private static int rank(MetaChange change) {
        return switch (change.getEntryCase()) {
            case DATABASE -> 0;
            case COLLECTION -> 1;
            case PARTITION -> 2;
            case ALIAS -> 3;
            case INDEX -> 4;
            case LOAD -> 5;
            case FLUSH -> 6;
            case SEGMENT -> 7;
            case NODE -> 20;
            case LEASE -> 21;
            case CHANNEL_TIMES -> 22;
            case CLIENT -> 23;
            case SETTINGS -> 24;
            case ENTRY_NOT_SET -> 99;
        };
    }

    private static long collectionId(MetaChange change) {
        return switch (change.getEntryCase()) {
            case PARTITION -> change.getPartition().getCollectionId();
            case INDEX -> change.getIndex().getCollectionId();
            case LOAD -> change.getLoad().getCollectionId();
            case FLUSH -> change.getFlush().getCollectionId();
            case SEGMENT -> change.getSegment().getCollectionId();
            default -> 0;
        };
    }

    private static long id(MetaChange change) {
        return switch (change.getEntryCase()) {
            case DATABASE -> change.getDatabase().getId();
            case COLLECTION -> change.getCollection().getId();
            case PARTITION -> change.getPartition().getId();
            case ALIAS -> change.getAlias().getId();
            case INDEX -> change.getIndex().getId();
            case SEGMENT -> change.getSegment().getId();
            case NODE -> change.getNode().getId();
            case LEASE -> change.getLease().getNodeId();
            case CHANNEL_TIMES -> change.getChannelTimes().getNodeId();
            case CLIENT -> change.getClient().getId();
            default -> 0;
        };
    }
}

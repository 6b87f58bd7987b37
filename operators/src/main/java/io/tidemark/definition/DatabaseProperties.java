package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import io.milvus.grpc.KeyValuePair;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.DatabaseMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.schema.InsertRate;
import io.tidemark.setting.Setting;
import java.util.Arrays;
import java.util.List;

/**
 * The properties of a database, and of its collections where they are like it, that mean something:
 * how many collections it may have, how its collections are loaded where neither a request nor the
 * collection's own properties say so, and what is forbidden in it ({@link DatabaseDenial}). Others
 * are kept as they are; one that would have to mean something and cannot is refused. Source of
 * keys: Milvus pkg/common/common.go.
 */
final class DatabaseProperties {

    static final String MAX_COLLECTIONS = "database.max.collections";
    static final String REPLICAS = "database.replica.number";
    static final String RESOURCE_GROUPS = "database.resource_groups";
    static final String DISK_QUOTA = "database.diskQuota.mb";
    static final String COLLECTION_REPLICAS = "collection.replica.number";
    static final String COLLECTION_RESOURCE_GROUPS = "collection.resource_groups";

    private DatabaseProperties() {}

    /**
     * @throws RefusedException INVALID_PARAMETER for a value that means nothing, and for a quota of
     *     the disk: how much lies there only data nodes know, and no report of theirs says it
     */
    static void check(List<KeyValuePair> sent) throws RefusedException {
        for (KeyValuePair pair : sent) {
            require(
                    !pair.getKey().equals(DISK_QUOTA),
                    DISK_QUOTA
                            + " is not supported, as nobody reports how much of the disk a database"
                            + " takes: leave it out, and limit what is kept where data nodes write"
                            + " it");
            boolean right =
                    switch (pair.getKey()) {
                        case InsertRate.PROPERTY -> InsertRate.isValue(pair.getValue());
                        case MAX_COLLECTIONS -> pair.getValue().matches("\\d{1,9}");
                        case REPLICAS, COLLECTION_REPLICAS ->
                                pair.getValue().matches("[1-9]\\d{0,3}");
                        default ->
                                !DatabaseDenial.isKey(pair.getKey())
                                        || DatabaseDenial.isValue(pair.getValue());
                    };
            require(
                    right,
                    "parse value of property fail, key:"
                            + pair.getKey()
                            + ", value:"
                            + pair.getValue());
        }
    }

    /**
     * @throws RefusedException TOO_MANY_COLLECTIONS where a database takes no further collection
     */
    static void requireRoom(DatabaseMeta database, Context context) throws RefusedException {
        String own = Properties.value(database.getPropertiesList(), MAX_COLLECTIONS);
        long most =
                own.isEmpty()
                        ? context.limits().of(Setting.MAX_COLLECTIONS_PER_DATABASE)
                        : Long.parseLong(own);
        if (context.table().collections().count(database.getName()) >= most) {
            throw new RefusedException(
                    ErrorKind.TOO_MANY_COLLECTIONS,
                    "exceeded the limit number of collections[dbName="
                            + database.getName()
                            + "][limit="
                            + most
                            + "]");
        }
    }

    /**
     * How often a collection is loaded.
     *
     * @param asked 0 where the request leaves it open
     */
    static int replicas(int asked, CollectionMeta collection, DatabaseMeta database) {
        if (asked > 0) {
            return asked;
        }
        String set =
                first(
                        Properties.value(collection.getPropertiesList(), COLLECTION_REPLICAS),
                        Properties.value(database.getPropertiesList(), REPLICAS));
        return set.isEmpty() ? 1 : Integer.parseInt(set);
    }

    /** Where a collection is loaded; empty for anywhere. */
    static List<String> resourceGroups(
            List<String> asked, CollectionMeta collection, DatabaseMeta database) {
        if (!asked.isEmpty()) {
            return asked;
        }
        String set =
                first(
                        Properties.value(
                                collection.getPropertiesList(), COLLECTION_RESOURCE_GROUPS),
                        Properties.value(database.getPropertiesList(), RESOURCE_GROUPS));
        return Arrays.stream(set.split(",", -1))
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .toList();
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }
}

package io.tidemark.task;

import io.tidemark.definition.DatabaseDenial;
import io.tidemark.insert.InsertBatch;
import io.tidemark.insert.InsertSchema;
import io.tidemark.meta.Partitions;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.schema.NameRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds where the rows of an insert go: its collection and partitions as of its timestamp.
 *
 * <p>What was found is kept until meta changes, since nearly every insert asks what one before it
 * asked. Kept is only what holds from the newest change on; who asks for the time before it is told
 * by the table.
 */
final class InsertPlaces {

    /** Names asked for under way at a time, at most; beyond it all are looked up anew. */
    private static final int MOST_KEPT = 4096;

    /**
     * Where rows go.
     *
     * @param partitions the one that takes the rows; of a collection with a partition key all
     */
    record Place(InsertSchema schema, List<PartitionMeta> partitions) {}

    /** As sent: what is left out stays empty. */
    private record Names(String database, String collection, String partition) {

        boolean of(InsertBatch batch) {
            return collection.equals(batch.collectionName())
                    && partition.equals(batch.partitionName())
                    && database.equals(batch.dbName());
        }
    }

    private final MetaView meta;
    private final Map<Names, Place> kept = new HashMap<>();
    private long keptVersion;

    /** Those of the last one asked for, who most often asks again; null where nothing is kept. */
    private Names lastNames;

    private Place lastPlace;

    InsertPlaces(MetaView meta) {
        this.meta = meta;
    }

    /**
     * Finds the place of a batch.
     *
     * @throws RefusedException where there was no such collection or partition at that time, or its
     *     database forbade writing
     */
    Place find(InsertBatch batch, long timestamp) throws RefusedException {
        if (Long.compareUnsigned(timestamp, meta.newestChange()) < 0) {
            return lookUp(batch, timestamp);
        }
        if (keptVersion != meta.version() || kept.size() >= MOST_KEPT) {
            kept.clear();
            lastNames = null;
            keptVersion = meta.version();
        }
        if (lastNames != null && lastNames.of(batch)) {
            return lastPlace;
        }
        Names names = new Names(batch.dbName(), batch.collectionName(), batch.partitionName());
        Place place = kept.get(names);
        if (place == null) {
            place = lookUp(batch, timestamp);
            kept.put(names, place);
        }
        lastNames = names;
        lastPlace = place;
        return place;
    }

    private Place lookUp(InsertBatch batch, long timestamp) throws RefusedException {
        CollectionMeta collection =
                meta.table()
                        .collections()
                        .named(batch.dbName(), batch.collectionName(), timestamp)
                        .orElse(null);
        if (collection == null) {
            throw noCollection(batch, timestamp);
        }
        DatabaseDenial.WRITING.check(
                meta.table().databases().require(collection.getDbName(), timestamp));
        InsertSchema schema = meta.schema(collection);
        return new Place(
                schema,
                schema.hasPartitionKey()
                        ? meta.table().partitions().of(collection.getId(), timestamp)
                        : List.of(partition(collection, batch, timestamp)));
    }

    private PartitionMeta partition(CollectionMeta collection, InsertBatch batch, long timestamp)
            throws RefusedException {
        String name = batch.partitionName().isEmpty() ? Partitions.DEFAULT : batch.partitionName();
        return meta.table()
                .partitions()
                .named(collection.getId(), name, timestamp)
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        ErrorKind.PARTITION_NOT_FOUND,
                                        "partition not found[partition=" + name + "]"));
    }

    /** What can be no collection's name is told so; a name that was found needs no check. */
    private RefusedException noCollection(InsertBatch batch, long timestamp) {
        try {
            meta.table().databases().require(batch.dbName(), timestamp);
            NameRule.COLLECTION.check(batch.collectionName());
        } catch (RefusedException mistake) {
            return mistake;
        }
        return new RefusedException(
                ErrorKind.COLLECTION_NOT_FOUND,
                "can't find collection[database="
                        + batch.dbName()
                        + "][collection="
                        + batch.collectionName()
                        + "]");
    }
}

package io.tidemark.definition;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.DatabaseMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;
import io.tidemark.schema.NameRule;
import io.tidemark.setting.Limits;
import io.tidemark.tick.TickGrid;

/**
 * What a definition request is decided against. A decision only reads it.
 *
 * @param table as it is now
 * @param settings fixed when the cluster was created
 * @param limits the settings that requests change, as they are now
 */
record Context(Request request, MetaTable table, ClusterSettings settings, Limits limits) {

    /** Reads the table as it is now, which no later request has touched. */
    static final long NOW = 0;

    /** The time at which everything the request changes will hold. */
    long timestamp() {
        return request.timestamp();
    }

    static Context of(Request request, MetaTable table, ClusterSettings settings) {
        return new Context(request, table, settings, table.settings().at(NOW, settings));
    }

    /** The tick of the grid at which a time ends that begins with the request. */
    long tickAfter(long ms) {
        TickGrid grid = new TickGrid(settings.getTickStepMs());
        long last = HybridTimestamp.physicalMs(timestamp()) + ms;
        return grid.tick(grid.cell(HybridTimestamp.endOf(last)));
    }

    /**
     * @param sent a request's {@code db_name}
     * @throws RefusedException DATABASE_NOT_FOUND
     */
    DatabaseMeta database(String sent) throws RefusedException {
        return table.databases().require(sent, NOW);
    }

    /**
     * The collection that a request names or means by an alias.
     *
     * @throws RefusedException INVALID_PARAMETER, DATABASE_NOT_FOUND or COLLECTION_NOT_FOUND
     */
    CollectionMeta collection(String database, String sent) throws RefusedException {
        String name = NameRule.COLLECTION.check(sent);
        return table.collections()
                .named(database(database).getName(), name, NOW)
                .orElseThrow(() -> noCollection(": " + name));
    }

    /** As {@link #collection(String, String)}; by its id where the request has no name. */
    CollectionMeta collection(String database, String sent, long id) throws RefusedException {
        if (sent.isEmpty() && id != 0) {
            return table.collections()
                    .withId(id, NOW)
                    .orElseThrow(() -> noCollection(" id : " + id));
        }
        return collection(database, sent);
    }

    /**
     * @throws RefusedException PARTITION_NOT_FOUND
     */
    PartitionMeta partition(CollectionMeta collection, String name) throws RefusedException {
        NameRule.PARTITION.checkLength(name);
        return table.partitions()
                .named(collection.getId(), name, NOW)
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        ErrorKind.PARTITION_NOT_FOUND,
                                        "partition not found[partition=" + name + "]"));
    }

    /** A change at the request's time, its entry still to be set. */
    MetaChange.Builder change() {
        return MetaChange.newBuilder().setTimestamp(timestamp());
    }

    MetaChange.Builder tombstone() {
        return change().setDropped(true);
    }

    /** A new version of a collection, its update timestamp set. */
    MetaChange changed(CollectionMeta.Builder collection) {
        return change().setCollection(collection.setUpdateTimestamp(timestamp())).build();
    }

    static RefusedException noCollection(String which) {
        return new RefusedException(
                ErrorKind.COLLECTION_NOT_FOUND, "can't find collection" + which);
    }

    /**
     * @throws RefusedException INVALID_PARAMETER with the breach where a rule is not kept
     */
    static void require(boolean kept, String breach) throws RefusedException {
        if (!kept) {
            throw new RefusedException(ErrorKind.INVALID_PARAMETER, breach);
        }
    }
}

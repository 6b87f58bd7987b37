package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.LoadPartitionsRequest;
import io.milvus.grpc.MsgType;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.DatabaseMeta;
import io.tidemark.proto.LoadMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.schema.FieldTypes;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Loads collections and partitions: records what clients want in memory and tells it to those who
 * follow the channels.
 */
final class LoadRequests {

    private LoadRequests() {}

    static Decision collection(LoadCollectionRequest asked, Context context)
            throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        requireIndexes(collection, context);
        DatabaseMeta database = context.database(collection.getDbName());
        LoadMeta load =
                LoadMeta.newBuilder()
                        .setCollectionId(collection.getId())
                        .setWhole(true)
                        .setReplicas(
                                DatabaseProperties.replicas(
                                        asked.getReplicaNumber(), collection, database))
                        .addAllResourceGroups(
                                DatabaseProperties.resourceGroups(
                                        asked.getResourceGroupsList(), collection, database))
                        .addAllLoadFields(fields(collection, asked.getLoadFieldsList()))
                        .build();
        return changed(MsgType.LoadCollection, collection, load, context);
    }

    /** Loads partitions beside those that are loaded; all of a loaded collection are already. */
    static Decision partitions(LoadPartitionsRequest asked, Context context)
            throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        PartitionRequests.requireNamed(collection, "load partitions");
        SortedSet<Long> ids = partitionIds(collection, asked.getPartitionNamesList(), context);
        requireIndexes(collection, context);
        Optional<LoadMeta> before = context.table().loads().of(collection.getId(), Context.NOW);
        if (before.filter(LoadMeta::getWhole).isPresent()) {
            return Decision.unchanged();
        }
        before.ifPresent(load -> ids.addAll(load.getPartitionIdsList()));
        DatabaseMeta database = context.database(collection.getDbName());
        LoadMeta load =
                LoadMeta.newBuilder()
                        .setCollectionId(collection.getId())
                        .addAllPartitionIds(ids)
                        .setReplicas(
                                DatabaseProperties.replicas(
                                        asked.getReplicaNumber(), collection, database))
                        .addAllResourceGroups(
                                DatabaseProperties.resourceGroups(
                                        asked.getResourceGroupsList(), collection, database))
                        .addAllLoadFields(fields(collection, asked.getLoadFieldsList()))
                        .build();
        return changed(MsgType.LoadPartitions, collection, load, context);
    }

    /** A decision about what is loaded from now on; none where that is so already. */
    static Decision changed(
            MsgType type, CollectionMeta collection, LoadMeta load, Context context) {
        Optional<LoadMeta> before = context.table().loads().entry(collection.getId(), Context.NOW);
        if (before.filter(load::equals).isPresent()) {
            return Decision.unchanged();
        }
        List<MetaChange> changes = List.of(context.change().setLoad(load).build());
        return Decision.of(changes, DdMessages.of(type, changes, context, collection));
    }

    /**
     * @throws RefusedException PARTITION_NOT_FOUND; INVALID_PARAMETER without any name
     */
    static SortedSet<Long> partitionIds(
            CollectionMeta collection, List<String> names, Context context)
            throws RefusedException {
        require(!names.isEmpty(), "due to no partition specified");
        TreeSet<Long> ids = new TreeSet<>();
        for (String name : names) {
            ids.add(context.partition(collection, name).getId());
        }
        return ids;
    }

    private static List<String> fields(CollectionMeta collection, List<String> names)
            throws RefusedException {
        for (String name : names) {
            if (collection.getSchema().getFieldsList().stream()
                    .noneMatch(field -> field.getName().equals(name))) {
                throw new RefusedException(
                        ErrorKind.FIELD_NOT_FOUND, "field not found[field=" + name + "]");
            }
        }
        return names.stream().distinct().sorted().toList();
    }

    /** Without an index on each vector field nothing could be searched in memory. */
    private static void requireIndexes(CollectionMeta collection, Context context)
            throws RefusedException {
        List<String> bare =
                collection.getSchema().getFieldsList().stream()
                        .filter(field -> FieldTypes.isVector(field.getDataType()))
                        .filter(
                                field ->
                                        context.table()
                                                .indexes()
                                                .onField(
                                                        collection.getId(),
                                                        field.getFieldID(),
                                                        Context.NOW)
                                                .isEmpty())
                        .map(FieldSchema::getName)
                        .toList();
        if (!bare.isEmpty()) {
            throw new RefusedException(
                    ErrorKind.INDEX_NOT_FOUND,
                    "there is no vector index on field: " + bare + ", please create index firstly");
        }
    }
}

package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.DropPartitionRequest;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.HasPartitionRequest;
import io.milvus.grpc.ShowPartitionsRequest;
import io.milvus.grpc.ShowPartitionsResponse;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.meta.Partitions;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import io.tidemark.schema.NameRule;
import io.tidemark.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Creates, drops, tells of and lists the partitions of a collection. */
final class PartitionRequests {

    private PartitionRequests() {}

    /** Creates a partition; one that is there already is as the client wants it. */
    static Decision create(CreatePartitionRequest asked, Context context) throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        requireNamed(collection, "create partition");
        String name = NameRule.PARTITION.checkNew(asked.getPartitionName(), context.limits());
        Partitions partitions = context.table().partitions();
        if (partitions.named(collection.getId(), name, Context.NOW).isPresent()) {
            return Decision.unchanged();
        }
        long most = context.limits().of(Setting.MAX_PARTITIONS);
        require(
                partitions.count(collection.getId()) < most,
                "maximum partition's number should be limit to " + most);
        int shards = collection.getVirtualChannelsCount();
        CreateCollection.requireRoom(shards, context);
        MetaChange created =
                context.change()
                        .setPartition(
                                PartitionMeta.newBuilder()
                                        .setCollectionId(collection.getId())
                                        .setId(context.request().firstId())
                                        .setName(name)
                                        .setShards(shards)
                                        .setCreatedTimestamp(context.timestamp()))
                        .build();
        return Decision.of(
                List.of(created), DdMessages.createPartition(collection, created, context));
    }

    /** Drops a partition that is not loaded; a missing one is already as the client wants it. */
    static Decision drop(DropPartitionRequest asked, Context context) throws RefusedException {
        require(
                !asked.getPartitionName().strip().equals(Partitions.DEFAULT),
                "default partition cannot be deleted");
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        requireNamed(collection, "drop partition");
        String name = NameRule.PARTITION.checkLength(asked.getPartitionName());
        Optional<PartitionMeta> found =
                context.table().partitions().named(collection.getId(), name, Context.NOW);
        if (found.isEmpty()) {
            return Decision.unchanged();
        }
        require(
                !context.table().loads().holds(collection.getId(), found.get().getId()),
                "partition cannot be dropped, partition is loaded, please release it first");
        MetaChange dropped = context.tombstone().setPartition(found.get()).build();
        List<MetaChange> segments =
                SegmentTombstones.of(
                        collection,
                        segment -> segment.getPartitionId() == found.get().getId(),
                        context);
        List<MetaChange> changes = new ArrayList<>(List.of(dropped));
        changes.addAll(segments);
        List<DdMessage> messages = new ArrayList<>();
        messages.add(DdMessages.dropPartition(collection, dropped, context));
        messages.addAll(DdMessages.segments(segments, context, collection));
        return Decision.of(changes, messages);
    }

    static Decision has(HasPartitionRequest asked, Context context) throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        String name = NameRule.PARTITION.checkLength(asked.getPartitionName());
        return Decision.answer(
                BoolResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setValue(
                                context.table()
                                        .partitions()
                                        .named(collection.getId(), name, Context.NOW)
                                        .isPresent())
                        .build());
    }

    /** Lists a collection's partitions by id, or those of them that the request names. */
    @SuppressWarnings("deprecation") // what clients that ask for InMemory read
    static Decision show(ShowPartitionsRequest asked, Context context) throws RefusedException {
        CollectionMeta collection =
                context.collection(
                        asked.getDbName(), asked.getCollectionName(), asked.getCollectionID());
        long id = collection.getId();
        for (String name : asked.getPartitionNamesList()) {
            context.partition(collection, name);
        }
        ShowPartitionsResponse.Builder response =
                ShowPartitionsResponse.newBuilder().setStatus(Responses.success());
        for (PartitionMeta partition : context.table().partitions().of(id, Context.NOW)) {
            boolean named =
                    asked.getPartitionNamesCount() == 0
                            || asked.getPartitionNamesList().contains(partition.getName());
            boolean loaded = context.table().loads().holds(id, partition.getId());
            if (named && (asked.getTypeValue() == 0 || loaded)) {
                long created = partition.getCreatedTimestamp();
                response.addPartitionNames(partition.getName())
                        .addPartitionIDs(partition.getId())
                        .addCreatedTimestamps(created)
                        .addCreatedUtcTimestamps(HybridTimestamp.physicalMs(created))
                        .addInMemoryPercentages(loaded ? LoadReads.ALL_PERCENT : 0);
            }
        }
        return Decision.answer(response.build());
    }

    /** Where a key spreads the rows, the partitions are the system's. */
    static void requireNamed(CollectionMeta collection, String action) throws RefusedException {
        require(
                collection.getSchema().getFieldsList().stream()
                        .noneMatch(FieldSchema::getIsPartitionKey),
                "disable " + action + " if partition key mode is used");
    }
}

package io.tidemark.definition;

import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.AliasMeta;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.IndexMeta;
import io.tidemark.proto.LoadMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import io.tidemark.schema.NameRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drops, tells of and lists collections. */
final class CollectionRequests {

    /** ShowType.InMemory; the enum is deprecated upstream, the field is not. */
    private static final int IN_MEMORY = 1;

    private CollectionRequests() {}

    /**
     * Drops a collection with all that belongs to it. A missing one is already as the client wants
     * it; one that has aliases stays, as clients of the alias would meet nothing.
     */
    static Decision drop(DropCollectionRequest asked, Context context) throws RefusedException {
        String database = context.database(asked.getDbName()).getName();
        String name = NameRule.COLLECTION.check(asked.getCollectionName());
        MetaTable table = context.table();
        Optional<CollectionMeta> found = table.collections().named(database, name, Context.NOW);
        if (found.isEmpty()) {
            return Decision.unchanged();
        }
        CollectionMeta collection = found.get();
        Context.require(
                collection.getName().equals(name),
                "cannot drop the collection via alias = " + name);
        List<String> aliases =
                table.aliases().of(collection.getId(), Context.NOW).stream()
                        .map(AliasMeta::getName)
                        .toList();
        Context.require(
                aliases.isEmpty(),
                "unable to drop the collection ["
                        + name
                        + "] because it has associated aliases "
                        + aliases
                        + ", please remove all aliases before dropping the collection");
        List<MetaChange> tombstones = tombstones(collection, context);
        List<MetaChange> segments = SegmentTombstones.of(collection, any -> true, context);
        List<DdMessage> messages = new ArrayList<>();
        messages.add(DdMessages.dropCollection(collection, tombstones, context));
        messages.addAll(DdMessages.segments(segments, context, collection));
        tombstones.addAll(segments);
        return Decision.of(tombstones, messages);
    }

    private static List<MetaChange> tombstones(CollectionMeta collection, Context context) {
        long id = collection.getId();
        MetaTable table = context.table();
        List<MetaChange> changes = new ArrayList<>();
        changes.add(context.tombstone().setCollection(collection).build());
        for (PartitionMeta partition : table.partitions().of(id, Context.NOW)) {
            changes.add(context.tombstone().setPartition(partition).build());
        }
        for (IndexMeta index : table.indexes().of(id, Context.NOW)) {
            changes.add(context.tombstone().setIndex(index).build());
        }
        Optional<LoadMeta> load = table.loads().entry(id, Context.NOW);
        load.ifPresent(entry -> changes.add(context.tombstone().setLoad(entry).build()));
        table.segments()
                .flush(id, Context.NOW)
                .ifPresent(entry -> changes.add(context.tombstone().setFlush(entry).build()));
        return changes;
    }

    /** Tells whether a name was a collection's, or an alias of one, at a timestamp. */
    static Decision has(HasCollectionRequest asked, Context context) throws RefusedException {
        long timestamp = asked.getTimeStamp();
        String database =
                context.table().databases().require(asked.getDbName(), timestamp).getName();
        String name = NameRule.COLLECTION.check(asked.getCollectionName());
        return Decision.answer(
                BoolResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setValue(
                                context.table()
                                        .collections()
                                        .named(database, name, timestamp)
                                        .isPresent())
                        .build());
    }

    /** Lists the collections there were at a timestamp, by id; those in memory where so asked. */
    @SuppressWarnings("deprecation") // what clients that ask for InMemory read
    static Decision show(ShowCollectionsRequest asked, Context context) throws RefusedException {
        long timestamp = asked.getTimeStamp();
        String database =
                context.table().databases().require(asked.getDbName(), timestamp).getName();
        Context.require(
                asked.getTypeValue() >= 0 && asked.getTypeValue() <= IN_MEMORY,
                "show type must be All (0) or InMemory (1), found " + asked.getTypeValue());
        boolean inMemory = asked.getTypeValue() == IN_MEMORY;
        ShowCollectionsResponse.Builder response =
                ShowCollectionsResponse.newBuilder().setStatus(Responses.success());
        for (CollectionMeta collection : context.table().collections().in(database, timestamp)) {
            boolean named =
                    asked.getCollectionNamesCount() == 0
                            || asked.getCollectionNamesList().contains(collection.getName());
            if (inMemory && !(named && loaded(collection, timestamp, context))) {
                continue;
            }
            long created = collection.getCreatedTimestamp();
            response.addCollectionNames(collection.getName())
                    .addCollectionIds(collection.getId())
                    .addCreatedTimestamps(created)
                    .addCreatedUtcTimestamps(HybridTimestamp.physicalMs(created))
                    .addShardsNum(collection.getVirtualChannelsCount());
            if (inMemory) {
                response.addInMemoryPercentages(LoadReads.ALL_PERCENT)
                        .addQueryServiceAvailable(true);
            }
        }
        return Decision.answer(response.build());
    }

    private static boolean loaded(CollectionMeta collection, long timestamp, Context context) {
        return context.table().loads().of(collection.getId(), timestamp).isPresent();
    }
}

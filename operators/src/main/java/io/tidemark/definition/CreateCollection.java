package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.CreateCollectionRequest;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.DatabaseMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Creates a collection with its first partitions. Asking again for what is already there, with the
 * same parameters, succeeds and changes nothing.
 */
final class CreateCollection {

    private CreateCollection() {}

    static Decision decide(CreateCollectionRequest asked, Context context)
            throws RefusedException, InvalidProtocolBufferException {
        DatabaseMeta database = context.database(asked.getDbName());
        NewCollection wanted = NewCollection.of(asked, database, context.limits());
        if (context.table()
                .aliases()
                .named(database.getName(), wanted.name(), Context.NOW)
                .isPresent()) {
            throw new RefusedException(
                    ErrorKind.ALIAS_NAME_CONFLICT,
                    "collection name ["
                            + wanted.name()
                            + "] conflicts with an existing alias, please choose a unique name");
        }
        Optional<CollectionMeta> existing =
                context.table().collections().named(database.getName(), wanted.name(), Context.NOW);
        if (existing.isPresent()) {
            require(
                    wanted.sameAs(existing.get()),
                    "create duplicate collection with different parameters, collection: "
                            + wanted.name());
            return Decision.unchanged();
        }
        checkRoom(wanted, database, context);
        CollectionMeta collection =
                wanted.at(
                        context.request(),
                        context.table()
                                .collections()
                                .chooseChannels(wanted.shards(), context.settings().getChannels()),
                        context.settings().getChannelPrefix());
        List<PartitionMeta> partitions = wanted.partitions(context.request());
        List<MetaChange> changes = changes(collection, partitions, context);
        return Decision.of(
                changes, DdMessages.createCollection(collection, partitions, changes, context));
    }

    private static void checkRoom(NewCollection wanted, DatabaseMeta database, Context context)
            throws RefusedException {
        int ids = 1 + wanted.partitionCount();
        int granted = context.request().idCount();
        require(
                ids <= granted,
                "partition number ("
                        + wanted.partitionCount()
                        + ") exceeds max configuration ("
                        + (granted - 1)
                        + "), collection: "
                        + wanted.name());
        long most = context.limits().of(Setting.MAX_COLLECTIONS);
        if (context.table().collections().count() >= most) {
            throw new RefusedException(
                    ErrorKind.TOO_MANY_COLLECTIONS,
                    "exceeded the limit number of collections[limit=" + most + "]");
        }
        DatabaseProperties.requireRoom(database, context);
        requireRoom((long) wanted.partitionCount() * wanted.shards(), context);
    }

    /**
     * @param added partitions times shards that are to come
     * @throws RefusedException GENERAL_CAPACITY_EXCEEDED
     */
    static void requireRoom(long added, Context context) throws RefusedException {
        long most = context.limits().of(Setting.MAX_GENERAL_CAPACITY);
        if (context.table().collections().partitionShards() + added > most) {
            throw new RefusedException(
                    ErrorKind.GENERAL_CAPACITY_EXCEEDED,
                    "failed checking constraint: sum_collections(parition*shard) exceeding the max"
                            + " general capacity: "
                            + most);
        }
    }

    private static List<MetaChange> changes(
            CollectionMeta collection, List<PartitionMeta> partitions, Context context) {
        List<MetaChange> changes = new ArrayList<>();
        changes.add(context.change().setCollection(collection).build());
        for (PartitionMeta partition : partitions) {
            changes.add(context.change().setPartition(partition).build());
        }
        return changes;
    }
}

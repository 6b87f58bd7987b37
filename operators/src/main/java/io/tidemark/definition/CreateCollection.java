package io.tidemark.task;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.CreateCollectionRequest;
import io.tidemark.meta.Database;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;
import io.tidemark.request.Responses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Creates a collection with its first partitions. Asking again for what is already there, with the
 * same parameters, succeeds and changes nothing.
 */
record CreateCollection() implements Definition {

    static final int MAX_COLLECTIONS = 65_536;
    static final int MAX_PARTITION_SHARDS = 65_536;

    @Override
    public Decision decide(Request request, MetaTable table, ClusterSettings settings)
            throws RefusedException, InvalidProtocolBufferException {
        CreateCollectionRequest asked = CreateCollectionRequest.parseFrom(request.payload());
        String database = Database.named(asked.getDbName());
        NewCollection wanted = NewCollection.of(asked, database);
        Optional<CollectionMeta> existing = table.collection(database, wanted.name(), 0);
        if (existing.isPresent()) {
            return repeated(wanted, existing.get());
        }
        checkRoom(wanted, table, request);
        CollectionMeta collection =
                wanted.at(
                        request,
                        table.chooseChannels(wanted.shards(), settings.getChannels()),
                        settings.getChannelPrefix());
        List<PartitionMeta> partitions = wanted.partitions(request);
        return new Decision(
                changes(collection, partitions, request),
                Responses.success(),
                List.of(DdMessages.createCollection(collection, partitions, request)));
    }

    private static Decision repeated(NewCollection wanted, CollectionMeta existing)
            throws RefusedException {
        if (!wanted.sameAs(existing)) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    "create duplicate collection with different parameters, collection: "
                            + wanted.name());
        }
        return Decision.answer(Responses.success());
    }

    private static void checkRoom(NewCollection wanted, MetaTable table, Request request)
            throws RefusedException {
        int ids = 1 + wanted.partitionCount();
        if (ids > request.idCount()) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    "partition number ("
                            + wanted.partitionCount()
                            + ") exceeds max configuration ("
                            + (request.idCount() - 1)
                            + "), collection: "
                            + wanted.name());
        }
        if (table.collectionCount() >= MAX_COLLECTIONS) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    "exceeded the limit number of collections[limit=" + MAX_COLLECTIONS + "]");
        }
        long added = (long) wanted.partitionCount() * wanted.shards();
        if (table.partitionShards() + added > MAX_PARTITION_SHARDS) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    "failed checking constraint: sum_collections(parition*shard) exceeding the max"
                            + " general capacity: "
                            + MAX_PARTITION_SHARDS);
        }
    }

    private static List<MetaChange> changes(
            CollectionMeta collection, List<PartitionMeta> partitions, Request request) {
        MetaChange.Builder change = MetaChange.newBuilder().setTimestamp(request.timestamp());
        List<MetaChange> changes = new ArrayList<>();
        changes.add(change.setCollection(collection).build());
        for (PartitionMeta partition : partitions) {
            changes.add(change.setPartition(partition).build());
        }
        return changes;
    }
}

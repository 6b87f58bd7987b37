package io.tidemark.task;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.DropCollectionRequest;
import io.tidemark.meta.Database;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;
import io.tidemark.request.Responses;
import io.tidemark.schema.NameRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drops a collection with its partitions. A missing one is already as the client wants it. */
record DropCollection() implements Definition {

    @Override
    public Decision decide(Request request, MetaTable table, ClusterSettings settings)
            throws RefusedException, InvalidProtocolBufferException {
        DropCollectionRequest asked = DropCollectionRequest.parseFrom(request.payload());
        String database = Database.named(asked.getDbName());
        String name = NameRule.COLLECTION.check(asked.getCollectionName());
        Optional<CollectionMeta> found = table.collection(database, name, 0);
        if (found.isEmpty()) {
            return Decision.answer(Responses.success());
        }
        CollectionMeta collection = found.get();
        return new Decision(
                tombstones(collection, table.partitions(collection.getId(), 0), request),
                Responses.success(),
                List.of(DdMessages.dropCollection(collection, request)));
    }

    private static List<MetaChange> tombstones(
            CollectionMeta collection, List<PartitionMeta> partitions, Request request) {
        MetaChange.Builder tombstone =
                MetaChange.newBuilder().setTimestamp(request.timestamp()).setDropped(true);
        List<MetaChange> changes = new ArrayList<>();
        changes.add(tombstone.setCollection(collection).build());
        for (PartitionMeta partition : partitions) {
            changes.add(tombstone.setPartition(partition).build());
        }
        return changes;
    }
}

package io.tidemark.definition;

import io.milvus.grpc.MsgType;
import io.milvus.grpc.ReleaseCollectionRequest;
import io.milvus.grpc.ReleasePartitionsRequest;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.LoadMeta;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.RefusedException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Releases collections and partitions; what is not loaded is as the client wants it. */
final class ReleaseRequests {

    private ReleaseRequests() {}

    static Decision collection(ReleaseCollectionRequest asked, Context context)
            throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        return released(MsgType.ReleaseCollection, collection, new TreeSet<>(), context);
    }

    /** Releases partitions; of a wholly loaded collection the others stay. */
    static Decision partitions(ReleasePartitionsRequest asked, Context context)
            throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        PartitionRequests.requireNamed(collection, "release partitions");
        SortedSet<Long> released =
                LoadRequests.partitionIds(collection, asked.getPartitionNamesList(), context);
        SortedSet<Long> rest = new TreeSet<>();
        for (PartitionMeta partition :
                context.table().partitions().of(collection.getId(), Context.NOW)) {
            if (context.table().loads().holds(collection.getId(), partition.getId())) {
                rest.add(partition.getId());
            }
        }
        if (!rest.removeAll(released)) {
            return Decision.unchanged();
        }
        return released(MsgType.ReleasePartitions, collection, rest, context);
    }

    private static Decision released(
            MsgType type, CollectionMeta collection, SortedSet<Long> rest, Context context) {
        Optional<LoadMeta> before = context.table().loads().of(collection.getId(), Context.NOW);
        if (before.isEmpty()) {
            return Decision.unchanged();
        }
        LoadMeta load =
                rest.isEmpty()
                        ? LoadMeta.newBuilder().setCollectionId(collection.getId()).build()
                        : before.get().toBuilder()
                                .setWhole(false)
                                .clearPartitionIds()
                                .addAllPartitionIds(rest)
                                .build();
        return LoadRequests.changed(type, collection, load, context);
    }
}

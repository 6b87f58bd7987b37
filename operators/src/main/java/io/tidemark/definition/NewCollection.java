package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.MsgType;
import io.tidemark.channel.PhysicalChannel;
import io.tidemark.meta.Partitions;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.DatabaseMeta;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;
import io.tidemark.schema.NameRule;
import io.tidemark.schema.SchemaCompletion;
import io.tidemark.setting.Limits;
import io.tidemark.setting.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * A collection as a client asks for it, checked and with every default filled in, before it has an
 * id, channels or a timestamp. Source of limits and texts: Milvus internal/proxy/task.go.
 *
 * @param wish what the table will hold of it, without what is still to be given
 * @param shards at least 1
 * @param partitioned whether rows are spread over the partitions by a key
 */
record NewCollection(CollectionMeta wish, int shards, boolean partitioned) {

    static final int KEY_PARTITIONS = 16;

    static NewCollection of(CreateCollectionRequest asked, DatabaseMeta database, Limits limits)
            throws RefusedException, InvalidProtocolBufferException {
        MsgType type = asked.getBase().getMsgType();
        require(
                type == MsgType.Undefined || type == MsgType.CreateCollection,
                "create collection, msg type = " + type);
        long mostShards = limits.of(Setting.MAX_SHARDS);
        require(
                asked.getShardsNum() <= mostShards,
                "maximum shards's number should be limited to " + mostShards);
        CollectionSchema sent = CollectionSchema.parseFrom(asked.getSchema());
        String name = NameRule.COLLECTION.checkNew(asked.getCollectionName(), limits);
        require(
                name.equals(sent.getName().strip()),
                "collection name = " + name + ", schema.Name=" + sent.getName());
        DatabaseProperties.check(asked.getPropertiesList());
        CollectionSchema schema = SchemaCompletion.complete(sent, name, limits);
        boolean partitioned =
                schema.getFieldsList().stream().anyMatch(FieldSchema::getIsPartitionKey);
        CollectionMeta wish =
                CollectionMeta.newBuilder()
                        .setDbId(database.getId())
                        .setDbName(database.getName())
                        .setName(name)
                        .setSchema(schema)
                        .setConsistencyLevel(asked.getConsistencyLevel())
                        .addAllProperties(Properties.created(asked.getPropertiesList()))
                        .setNumPartitions(
                                partitionCount(asked.getNumPartitions(), partitioned, limits))
                        .build();
        return new NewCollection(wish, Math.max(1, asked.getShardsNum()), partitioned);
    }

    String name() {
        return wish.getName();
    }

    String database() {
        return wish.getDbName();
    }

    int partitionCount() {
        return (int) wish.getNumPartitions();
    }

    /** Whether a collection is what this request would have made of it. */
    boolean sameAs(CollectionMeta existing) {
        CollectionMeta asAsked =
                existing.toBuilder()
                        .clearId()
                        .clearVirtualChannels()
                        .clearPhysicalChannels()
                        .clearCreatedTimestamp()
                        .clearUpdateTimestamp()
                        .clearNamedTimestamp()
                        .build();
        return existing.getVirtualChannelsCount() == shards && asAsked.equals(wish);
    }

    /** The collection, with the first id of its request and one channel a shard. */
    CollectionMeta at(Request request, List<Integer> channels, String prefix) {
        CollectionMeta.Builder collection =
                wish.toBuilder()
                        .setId(request.firstId())
                        .setCreatedTimestamp(request.timestamp())
                        .setUpdateTimestamp(request.timestamp());
        for (int shard = 0; shard < shards; shard++) {
            String physical = PhysicalChannel.name(prefix, channels.get(shard));
            collection
                    .addPhysicalChannels(physical)
                    .addVirtualChannels(
                            PhysicalChannel.virtualName(physical, request.firstId(), shard));
        }
        return collection.build();
    }

    /** Its first partitions, with the ids behind the collection's. */
    List<PartitionMeta> partitions(Request request) {
        List<PartitionMeta> partitions = new ArrayList<>();
        for (int i = 0; i < partitionCount(); i++) {
            partitions.add(
                    PartitionMeta.newBuilder()
                            .setCollectionId(request.firstId())
                            .setId(request.firstId() + 1 + i)
                            .setName(
                                    partitioned ? Partitions.DEFAULT + "_" + i : Partitions.DEFAULT)
                            .setCreatedTimestamp(request.timestamp())
                            .setShards(shards)
                            .build());
        }
        return partitions;
    }

    private static long partitionCount(long asked, boolean partitioned, Limits limits)
            throws RefusedException {
        if (!partitioned) {
            require(
                    asked == 0,
                    "num_partitions should only be specified with partition key field enabled");
            return 1;
        }
        require(
                asked >= 0,
                "the specified partitions should be greater than 0 if partition key is used");
        long most = limits.of(Setting.MAX_PARTITIONS);
        require(
                asked <= most,
                "partition number (" + asked + ") exceeds max configuration (" + most + ")");
        return asked == 0 ? Math.min(KEY_PARTITIONS, most) : asked;
    }
}

package io.tidemark.task;

import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.channel.PhysicalChannel;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.Request;
import java.util.List;
import milvus.proto.msg.Msg;

/** The messages that tell a collection's readers of its definition, on each of its channels. */
final class DdMessages {

    private DdMessages() {}

    static DdMessage createCollection(
            CollectionMeta collection, List<PartitionMeta> partitions, Request request) {
        return new DdMessage(
                Msg.CreateCollectionRequest.newBuilder()
                        .setBase(base(MsgType.CreateCollection, request))
                        .setDbName(collection.getDbName())
                        .setCollectionName(collection.getName())
                        .setCollectionID(collection.getId())
                        .addAllVirtualChannelNames(collection.getVirtualChannelsList())
                        .addAllPhysicalChannelNames(collection.getPhysicalChannelsList())
                        .addAllPartitionIDs(partitions.stream().map(PartitionMeta::getId).toList())
                        .addAllPartitionNames(
                                partitions.stream().map(PartitionMeta::getName).toList())
                        .setCollectionSchema(collection.getSchema())
                        .build(),
                channels(collection));
    }

    static DdMessage dropCollection(CollectionMeta collection, Request request) {
        return new DdMessage(
                Msg.DropCollectionRequest.newBuilder()
                        .setBase(base(MsgType.DropCollection, request))
                        .setDbName(collection.getDbName())
                        .setCollectionName(collection.getName())
                        .setCollectionID(collection.getId())
                        .build(),
                channels(collection));
    }

    /** The message id is the timestamp: readers that drop repeats by id must keep both messages. */
    private static MsgBase base(MsgType type, Request request) {
        return MsgBase.newBuilder()
                .setMsgType(type)
                .setMsgID(request.timestamp())
                .setTimestamp(request.timestamp())
                .setSourceID(request.partition())
                .build();
    }

    private static List<Integer> channels(CollectionMeta collection) {
        return collection.getPhysicalChannelsList().stream()
                .map(PhysicalChannel::index)
                .distinct()
                .sorted()
                .toList();
    }
}

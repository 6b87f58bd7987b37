package io.tidemark.definition;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.channel.PhysicalChannel;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.DefinitionMsg;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import milvus.proto.msg.Msg;

/**
 * The messages that tell a collection's readers of its definition, on each of its channels. All of
 * them carry the change records, readable as {@link DefinitionMsg}: a reader that applies them
 * holds the meta of its collections. Where Milvus publishes a message of the kind, its fields stand
 * beside the records, for readers that know nothing of Tidemark.
 */
final class DdMessages {

    private DdMessages() {}

    static DdMessage createCollection(
            CollectionMeta collection,
            List<PartitionMeta> partitions,
            List<MetaChange> changes,
            Context context) {
        Msg.CreateCollectionRequest.Builder create =
                Msg.CreateCollectionRequest.newBuilder()
                        .addAllVirtualChannelNames(collection.getVirtualChannelsList())
                        .addAllPhysicalChannelNames(collection.getPhysicalChannelsList())
                        .addAllPartitionIDs(partitions.stream().map(PartitionMeta::getId).toList())
                        .addAllPartitionNames(
                                partitions.stream().map(PartitionMeta::getName).toList())
                        .setCollectionSchema(collection.getSchema());
        return published(create, MsgType.CreateCollection, collection, changes, context);
    }

    static DdMessage dropCollection(
            CollectionMeta collection, List<MetaChange> changes, Context context) {
        return published(
                Msg.DropCollectionRequest.newBuilder(),
                MsgType.DropCollection,
                collection,
                changes,
                context);
    }

    static DdMessage createPartition(
            CollectionMeta collection, MetaChange change, Context context) {
        Msg.CreatePartitionRequest.Builder create =
                Msg.CreatePartitionRequest.newBuilder()
                        .setPartitionName(change.getPartition().getName())
                        .setPartitionID(change.getPartition().getId());
        return published(create, MsgType.CreatePartition, collection, List.of(change), context);
    }

    static DdMessage dropPartition(CollectionMeta collection, MetaChange change, Context context) {
        Msg.DropPartitionRequest.Builder drop =
                Msg.DropPartitionRequest.newBuilder()
                        .setPartitionName(change.getPartition().getName())
                        .setPartitionID(change.getPartition().getId());
        return published(drop, MsgType.DropPartition, collection, List.of(change), context);
    }

    /**
     * A message of a kind that Milvus publishes: the fields that all of them have, under the same
     * names but for the collection's, are filled in here.
     */
    private static DdMessage published(
            Message.Builder message,
            MsgType type,
            CollectionMeta collection,
            List<MetaChange> changes,
            Context context) {
        Descriptor fields = message.getDescriptorForType();
        FieldDescriptor name = fields.findFieldByName("collection_name");
        return new DdMessage(
                message.setField(fields.findFieldByName("base"), base(type, context))
                        .setField(fields.findFieldByName("db_name"), collection.getDbName())
                        .setField(fields.findFieldByName("dbID"), collection.getDbId())
                        .setField(
                                name == null ? fields.findFieldByName("collectionName") : name,
                                collection.getName())
                        .setField(fields.findFieldByName("collectionID"), collection.getId())
                        .setUnknownFields(records(changes))
                        .build(),
                channels(Stream.of(collection)));
    }

    /** A message of a kind that Milvus does not publish. */
    static DdMessage of(
            MsgType type, List<MetaChange> changes, Context context, CollectionMeta... about) {
        return new DdMessage(
                DefinitionMsg.newBuilder()
                        .setBase(base(type, context))
                        .addAllChanges(changes)
                        .build(),
                channels(Stream.of(about)));
    }

    /**
     * The records of a collection's segments that one request changes. There may be more of them
     * than one message can hold, so they are told in as many as it takes.
     */
    static List<DdMessage> segments(
            List<MetaChange> changes, Context context, CollectionMeta collection) {
        // Half of the limit leaves room for whatever stands around the records.
        int most = context.settings().getMaxMessageBytes() / 2;
        List<DdMessage> messages = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int index = 0; index < changes.size(); index++) {
            int size = changes.get(index).getSerializedSize();
            if (index > from && bytes + size > most) {
                messages.add(
                        of(MsgType.SegmentInfo, changes.subList(from, index), context, collection));
                from = index;
                bytes = 0;
            }
            bytes += size;
        }
        if (from < changes.size()) {
            messages.add(
                    of(
                            MsgType.SegmentInfo,
                            changes.subList(from, changes.size()),
                            context,
                            collection));
        }
        return messages;
    }

    /** The message id is the timestamp: readers that drop repeats by id must keep both messages. */
    private static MsgBase base(MsgType type, Context context) {
        return MsgBase.newBuilder()
                .setMsgType(type)
                .setMsgID(context.timestamp())
                .setTimestamp(context.timestamp())
                .setSourceID(context.request().partition())
                .build();
    }

    private static UnknownFieldSet records(List<MetaChange> changes) {
        UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
        changes.stream().map(MetaChange::toByteString).forEach(field::addLengthDelimited);
        return UnknownFieldSet.newBuilder()
                .addField(DefinitionMsg.CHANGES_FIELD_NUMBER, field.build())
                .build();
    }

    private static List<Integer> channels(Stream<CollectionMeta> collections) {
        return collections
                .flatMap(collection -> collection.getPhysicalChannelsList().stream())
                .map(PhysicalChannel::index)
                .distinct()
                .sorted()
                .toList();
    }
}

package io.tidemark.jobs.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.milvus.grpc.MsgType;
import io.tidemark.proto.DefinitionMsg;
import io.tidemark.proto.MetaChange;
import io.tidemark.wal.WalOutput;
import milvus.proto.msg.Msg.CreateCollectionRequest;
import milvus.proto.msg.Msg.CreatePartitionRequest;
import milvus.proto.msg.Msg.DeleteRequest;
import milvus.proto.msg.Msg.DropCollectionRequest;
import milvus.proto.msg.Msg.DropPartitionRequest;
import milvus.proto.msg.Msg.InsertRequest;
import milvus.proto.msg.Msg.TimeTickMsg;

/**
 * A message of the write-ahead log, for people.
 *
 * @param kind what it is, as Milvus names it
 * @param subject what it is about, in a few words
 * @param body the message, decoded
 */
record LoggedMessage(String kind, String subject, Message body) {

    /**
     * Decodes a message.
     *
     * @throws IllegalStateException where its body is no Milvus message
     */
    static LoggedMessage of(WalOutput.Message message) {
        try {
            return decode(message.body());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "A message on channel "
                            + message.channel()
                            + " is no Milvus message: "
                            + e.getMessage(),
                    e);
        }
    }

    private static LoggedMessage decode(byte[] body) throws InvalidProtocolBufferException {
        // Every kind has its base in the same field; what else it has is skipped here.
        TimeTickMsg base = TimeTickMsg.parseFrom(body);
        MsgType type = base.getBase().getMsgType();
        return switch (type) {
            case Insert -> insert(InsertRequest.parseFrom(body));
            case Delete -> delete(DeleteRequest.parseFrom(body));
            case CreateCollection -> create(CreateCollectionRequest.parseFrom(body));
            case DropCollection -> drop(DropCollectionRequest.parseFrom(body));
            case CreatePartition -> create(CreatePartitionRequest.parseFrom(body));
            case DropPartition -> drop(DropPartitionRequest.parseFrom(body));
            // A newer Tidemark may log what this command does not know: its base tells the name.
            default -> definition(type, DefinitionMsg.parseFrom(body), body.length);
        };
    }

    private static LoggedMessage insert(InsertRequest m) {
        String subject =
                "%s, %d rows, shard %s, segment %d"
                        .formatted(
                                m.getCollectionName(),
                                m.getNumRows(),
                                m.getShardName(),
                                m.getSegmentID());
        return new LoggedMessage("Insert", subject, m);
    }

    private static LoggedMessage delete(DeleteRequest m) {
        String subject =
                "%s, %d rows, shard %s"
                        .formatted(m.getCollectionName(), m.getNumRows(), m.getShardName());
        return new LoggedMessage("Delete", subject, m);
    }

    private static LoggedMessage create(CreateCollectionRequest m) {
        return new LoggedMessage(
                "CreateCollection", collection(m.getCollectionName(), m.getCollectionID()), m);
    }

    private static LoggedMessage drop(DropCollectionRequest m) {
        return new LoggedMessage(
                "DropCollection", collection(m.getCollectionName(), m.getCollectionID()), m);
    }

    private static LoggedMessage create(CreatePartitionRequest m) {
        return new LoggedMessage(
                "CreatePartition", m.getCollectionName() + ", " + m.getPartitionName(), m);
    }

    private static LoggedMessage drop(DropPartitionRequest m) {
        return new LoggedMessage(
                "DropPartition", m.getCollectionName() + ", " + m.getPartitionName(), m);
    }

    private static LoggedMessage definition(MsgType type, DefinitionMsg m, int length) {
        String subject = m.getChangesCount() == 0 ? length + " bytes" : subject(m.getChanges(0));
        return new LoggedMessage(type.name(), subject, m);
    }

    private static String subject(MetaChange change) {
        return switch (change.getEntryCase()) {
            case COLLECTION ->
                    collection(change.getCollection().getName(), change.getCollection().getId());
            case ALIAS ->
                    collection(change.getAlias().getName(), change.getAlias().getCollectionId());
            case INDEX ->
                    collection(change.getIndex().getName(), change.getIndex().getCollectionId());
            case LOAD -> "collection " + change.getLoad().getCollectionId();
            case FLUSH -> "collection " + change.getFlush().getCollectionId();
            case SEGMENT ->
                    "segment %d, collection %d"
                            .formatted(
                                    change.getSegment().getId(),
                                    change.getSegment().getCollectionId());
            // No message of a kind of its own tells of these.
            case PARTITION, DATABASE, NODE, LEASE, CHANNEL_TIMES, CLIENT, SETTINGS, ENTRY_NOT_SET ->
                    change.getEntryCase().name();
        };
    }

    private static String collection(String name, long id) {
        return name + ", collection " + id;
    }
}

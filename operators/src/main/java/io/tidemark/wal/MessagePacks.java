package io.tidemark.wal;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.tidemark.proto.PackedMessage;
import io.tidemark.proto.PackedMessages;
import io.tidemark.wal.WalOutput.Message;
import io.tidemark.wal.WalOutput.MessagePack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several messages as one record: what a record costs, a small message pays many times over. Which
 * messages share one is left to chance and says nothing; each keeps its key and its bytes.
 */
final class MessagePacks {

    private MessagePacks() {}

    /** Bytes that a message takes in a pack. */
    static int bytes(Message message) {
        int content = contentBytes(message);
        return CodedOutputStream.computeTagSize(PackedMessages.MESSAGES_FIELD_NUMBER)
                + CodedOutputStream.computeUInt32SizeNoTag(content)
                + content;
    }

    /**
     * Makes a pack, in the bytes that protobuf itself would write.
     *
     * @param messages of one writer and channel, in the order of timestamp and part
     * @param bytes what they take together
     */
    static MessagePack pack(List<Message> messages, int bytes) {
        byte[] body = new byte[bytes];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(body);
            for (int index = 0; index < messages.size(); index++) {
                write(out, messages.get(index));
            }
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException("the size of a pack of messages was miscounted", e);
        }
        Message first = messages.get(0);
        return new MessagePack(first.channel(), first.writer(), messages.size(), body);
    }

    private static void write(CodedOutputStream out, Message message) throws IOException {
        out.writeTag(PackedMessages.MESSAGES_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(contentBytes(message));
        out.writeFixed64(PackedMessage.TIMESTAMP_FIELD_NUMBER, message.timestamp());
        if (message.part() != 0) {
            out.writeUInt32(PackedMessage.PART_FIELD_NUMBER, message.part());
        }
        out.writeByteArray(PackedMessage.BODY_FIELD_NUMBER, message.body());
    }

    /** Proto3 leaves out what is 0: a first part is, a timestamp and a body's length never are. */
    private static int contentBytes(Message message) {
        int bytes =
                CodedOutputStream.computeFixed64Size(
                                PackedMessage.TIMESTAMP_FIELD_NUMBER, message.timestamp())
                        + CodedOutputStream.computeByteArraySize(
                                PackedMessage.BODY_FIELD_NUMBER, message.body());
        return message.part() == 0
                ? bytes
                : bytes
                        + CodedOutputStream.computeUInt32Size(
                                PackedMessage.PART_FIELD_NUMBER, message.part());
    }

    /**
     * Takes a record apart.
     *
     * @throws BrokenPromiseException where it does not hold what its header says
     */
    static List<Message> unpack(int channel, long offset, WalHeader.Messages header, byte[] body) {
        PackedMessages packed = parse(channel, offset, body);
        if (packed.getMessagesCount() != header.count()) {
            throw new BrokenPromiseException(
                    "Channel %d: expected %d messages in the record at offset %d, found %d."
                            .formatted(channel, header.count(), offset, packed.getMessagesCount()));
        }
        List<Message> messages = new ArrayList<>(header.count());
        for (PackedMessage message : packed.getMessagesList()) {
            messages.add(
                    new Message(
                            channel,
                            message.getTimestamp(),
                            header.writer(),
                            message.getPart(),
                            message.getBody().toByteArray()));
        }
        return messages;
    }

    private static PackedMessages parse(int channel, long offset, byte[] body) {
        try {
            return PackedMessages.parseFrom(body);
        } catch (InvalidProtocolBufferException malformed) {
            throw new BrokenPromiseException(
                    "Channel %d: expected packed messages in the record at offset %d: %s"
                            .formatted(channel, offset, malformed.getMessage()));
        }
    }
}

package io.tidemark.wal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.proto.PackedMessage;
import io.tidemark.proto.PackedMessages;
import io.tidemark.wal.WalOutput.Message;
import io.tidemark.wal.WalOutput.MessagePack;
import java.util.List;

/** Packs of messages by protobuf's own classes. */
public final class TestingPacks {

    private TestingPacks() {}

    /** The messages of a pack; any other output is alone. */
    public static List<WalOutput> unpack(WalOutput output) {
        if (!(output instanceof MessagePack pack)) {
            return List.of(output);
        }
        try {
            return PackedMessages.parseFrom(pack.body()).getMessagesList().stream()
                    .<WalOutput>map(
                            message ->
                                    new Message(
                                            pack.channel(),
                                            message.getTimestamp(),
                                            pack.writer(),
                                            message.getPart(),
                                            message.getBody().toByteArray()))
                    .toList();
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }

    /** A pack's body. */
    static byte[] body(List<Message> messages) {
        PackedMessages.Builder pack = PackedMessages.newBuilder();
        for (Message message : messages) {
            pack.addMessages(
                    PackedMessage.newBuilder()
                            .setTimestamp(message.timestamp())
                            .setPart(message.part())
                            .setBody(ByteString.copyFrom(message.body())));
        }
        return pack.build().toByteArray();
    }
}

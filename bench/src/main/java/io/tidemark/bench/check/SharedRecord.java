package io.tidemark.bench.check;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.proto.PackedMessage;
import io.tidemark.proto.PackedMessages;
import java.nio.ByteBuffer;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A record of {@code dml} that several messages of one writer share. */
final class SharedRecord {

    /** Bytes of its header {@code messages}: writer (2), count (4). */
    static final int HEADER_BYTES = Short.BYTES + Integer.BYTES;

    private static final int FEWEST = 2;

    private SharedRecord() {}

    /**
     * The messages of a record, each as the record of its own that it stands for: which ones share
     * a record is chance, so nothing may be told from it.
     *
     * @param header the value of the record's header {@code messages}, {@link #HEADER_BYTES} long
     * @throws InvalidProtocolBufferException where the record is not what it says; tells why
     */
    static NavigableMap<ChannelCheck.Key, ConsumerRecord<byte[], byte[]>> messages(
            ConsumerRecord<byte[], byte[]> shared, byte[] header)
            throws InvalidProtocolBufferException {
        ByteBuffer told = ByteBuffer.wrap(header);
        int writer = told.getShort();
        int count = told.getInt();
        byte[] value = shared.value() == null ? new byte[0] : shared.value();
        PackedMessages packed = PackedMessages.parseFrom(value);
        if (packed.getMessagesCount() != count || count < FEWEST) {
            throw new InvalidProtocolBufferException(
                    "its header counts %d, %d are there, and fewer than %d share no record"
                            .formatted(count, packed.getMessagesCount(), FEWEST));
        }
        NavigableMap<ChannelCheck.Key, ConsumerRecord<byte[], byte[]>> messages = new TreeMap<>();
        for (PackedMessage message : packed.getMessagesList()) {
            ChannelCheck.Key key =
                    new ChannelCheck.Key(message.getTimestamp(), writer, message.getPart());
            if (!messages.isEmpty() && key.compareTo(messages.lastKey()) <= 0) {
                throw new InvalidProtocolBufferException(
                        "%s does not come behind %s".formatted(key, messages.lastKey()));
            }
            messages.put(key, alone(key, message.getBody().toByteArray(), shared));
        }
        return messages;
    }

    private static ConsumerRecord<byte[], byte[]> alone(
            ChannelCheck.Key key, byte[] body, ConsumerRecord<byte[], byte[]> shared) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(ChannelCheck.MESSAGE, key.header());
        return new ConsumerRecord<>(
                shared.topic(),
                shared.partition(),
                shared.offset(),
                shared.timestamp(),
                shared.timestampType(),
                ConsumerRecord.NULL_SIZE,
                body.length,
                null,
                body,
                headers,
                Optional.empty());
    }
}

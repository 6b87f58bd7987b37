package io.tidemark.bench.check;

import static io.tidemark.bench.check.TestingWal.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.bench.load.Answers;
import io.tidemark.proto.PackedMessage;
import io.tidemark.proto.PackedMessages;
import java.util.List;
import java.util.NavigableMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class SharedRecordTest {

    private static final int WRITER = 3;
    private static final PackedMessage FIRST = packed(at(20, 2, 0), 0);
    private static final PackedMessage SECOND = packed(at(20, 2, 0), 1);
    private static final PackedMessage THIRD = packed(at(20, 2, 1), 0);

    @Test
    void usageExample() throws Exception {
        NavigableMap<ChannelCheck.Key, ConsumerRecord<byte[], byte[]>> messages =
                messages(3, value(FIRST, SECOND, THIRD));

        assertThat(messages.keySet())
                .containsExactly(
                        new ChannelCheck.Key(at(20, 2, 0), WRITER, 0),
                        new ChannelCheck.Key(at(20, 2, 0), WRITER, 1),
                        new ChannelCheck.Key(at(20, 2, 1), WRITER, 0));
    }

    @Test
    void aMessageIsTheOneThatItsOwnRecordWouldHold() throws Exception {
        ConsumerRecord<byte[], byte[]> second =
                messages(2, value(FIRST, SECOND)).lastEntry().getValue();

        ConsumerRecord<byte[], byte[]> alone =
                TestingWal.message(1, 5, at(20, 2, 0), WRITER, 1, new byte[] {1, 1});
        assertThat(Answers.fingerprint(second)).isEqualTo(Answers.fingerprint(alone));
        assertThat(second.topic()).isEqualTo(alone.topic());
        assertThat(second.partition()).isEqualTo(alone.partition());
        assertThat(second.offset()).isEqualTo(alone.offset());
        assertThat(second.timestamp()).isEqualTo(alone.timestamp());
        assertThat(second.timestampType()).isEqualTo(alone.timestampType());
        assertThat(second.serializedValueSize()).isEqualTo(alone.serializedValueSize());
    }

    @Test
    void whatCannotBeParsedIsRefused() {
        refused(2, new byte[] {-1}, "message");
    }

    @Test
    void aCountThatIsNotTheHeadersIsRefused() {
        refused(3, value(FIRST, SECOND), "its header counts 3, 2 are there");
        refused(2, value(FIRST, SECOND, THIRD), "its header counts 2, 3 are there");
    }

    @Test
    void oneMessageSharesNoRecord() {
        refused(1, value(FIRST), "fewer than 2 share no record");
        refused(0, new byte[0], "fewer than 2 share no record");
        refused(0, null, "fewer than 2 share no record");
    }

    @Test
    void anotherOrderThanThatOfTimestampAndPartIsRefused() {
        refused(2, value(SECOND, FIRST), "does not come behind");
        refused(2, value(THIRD, SECOND), "does not come behind");
    }

    @Test
    void aMessageThatIsThereTwiceIsRefused() {
        refused(2, value(FIRST, FIRST), "does not come behind");
    }

    private static void refused(int count, byte[] value, String why) {
        assertThatThrownBy(() -> messages(count, value))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessageContaining(why);
    }

    private static NavigableMap<ChannelCheck.Key, ConsumerRecord<byte[], byte[]>> messages(
            int count, byte[] value) throws InvalidProtocolBufferException {
        ConsumerRecord<byte[], byte[]> shared =
                TestingWal.record("dml", 1, 5, value, TestingWal.shared(WRITER, count));
        return SharedRecord.messages(shared, shared.headers().lastHeader("messages").value());
    }

    private static byte[] value(PackedMessage... messages) {
        return PackedMessages.newBuilder().addAllMessages(List.of(messages)).build().toByteArray();
    }

    private static PackedMessage packed(long timestamp, int part) {
        return PackedMessage.newBuilder()
                .setTimestamp(timestamp)
                .setPart(part)
                .setBody(ByteString.copyFrom(new byte[] {1, (byte) part}))
                .build();
    }
}

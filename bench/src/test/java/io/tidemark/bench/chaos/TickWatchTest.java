package io.tidemark.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.proto.PackedMessage;
import io.tidemark.proto.PackedMessages;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TickWatchTest {

    private static final long NOW_NS = 7;

    private final WatchedTime seen = new WatchedTime(1, 0);

    @Test
    void usageExample() {
        TickWatch.take(tick(50), seen, NOW_NS);
        TickWatch.take(message(60), seen, NOW_NS);
        TickWatch.take(shared(70, 80), seen, NOW_NS);

        assertThat(seen.time()).isEqualTo(50);
        assertThat(seen.again()).isZero();
    }

    @Test
    void eachMessageThatComesAgainCountsHoweverItIsPacked() {
        TickWatch.take(tick(50), seen, NOW_NS);
        TickWatch.take(message(20), seen, NOW_NS);
        TickWatch.take(shared(20, 50, 60), seen, NOW_NS);

        assertThat(seen.again()).isEqualTo(3);
    }

    @Test
    void aRecordThatOnlySaysItHoldsMessagesEndsTheWatch() {
        ConsumerRecord<byte[], byte[]> broken = record("messages", new byte[6], new byte[] {-1});
        assertThatThrownBy(() -> TickWatch.take(broken, seen, NOW_NS))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("holds no messages");
    }

    private static ConsumerRecord<byte[], byte[]> tick(long timestamp) {
        return record("tick", ByteBuffer.allocate(24).putLong(timestamp).array(), new byte[0]);
    }

    private static ConsumerRecord<byte[], byte[]> message(long timestamp) {
        return record("message", ByteBuffer.allocate(14).putLong(timestamp).array(), new byte[0]);
    }

    private static ConsumerRecord<byte[], byte[]> shared(long... timestamps) {
        PackedMessages.Builder messages = PackedMessages.newBuilder();
        for (long timestamp : timestamps) {
            messages.addMessages(PackedMessage.newBuilder().setTimestamp(timestamp));
        }
        byte[] header =
                ByteBuffer.allocate(6).putShort((short) 1).putInt(timestamps.length).array();
        return record("messages", header, messages.build().toByteArray());
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, byte[] header, byte[] value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("dml", 0, 0, null, value);
        record.headers().add(key, header);
        return record;
    }
}

package io.tidemark.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.PackedMessage;
import io.tidemark.proto.PackedMessages;
import io.tidemark.wal.BrokenPromiseException;
import io.tidemark.wal.HoldLimit;
import io.tidemark.wal.HoldLimitException;
import io.tidemark.wal.Pack;
import io.tidemark.wal.Position;
import io.tidemark.wal.Positions;
import io.tidemark.wal.WalHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TimeTickedConsumerTest {

    private static final Duration TIMEOUT = Duration.ofMillis(1);
    private static final HoldLimit LIMIT = new HoldLimit(1000, 1 << 20);

    private final TestingDmlConsumer kafka = new TestingDmlConsumer(2);

    @Test
    void usageExample() {
        message(0, 3, "a");
        tick(0, 9, 0, 1);
        message(1, 2, "b");
        tick(1, 9, 0, 1);
        try (TimeTickedConsumer consumer = fromEarliest(LIMIT)) {
            List<Pack> packs = consumer.poll(TIMEOUT);

            assertThat(describe(packs)).containsExactly("(0, 9] 1:b 0:a");
            assertThat(consumer.positions())
                    .isEqualTo(positions(9, Position.after(2, 9), Position.after(2, 9)));
        }
        assertThat(kafka.closed()).isTrue();
    }

    @Test
    void messagesThatShareARecordComeOutEachInItsPlace() {
        byte[] packed =
                PackedMessages.newBuilder()
                        .addMessages(packed(2, 0, "a"))
                        .addMessages(packed(2, 1, "b"))
                        .addMessages(packed(12, 0, "d"))
                        .build()
                        .toByteArray();
        kafka.append(0, 0, new WalHeader.Messages(2, 3), packed);
        append(0, 0, new WalHeader.Message(2, 1, 0), "c");
        tick(0, 9, 0, 3);
        tick(1, 9, 0, 0);
        TimeTickedConsumer consumer = fromEarliest(LIMIT);

        assertThat(describe(consumer.poll(TIMEOUT))).containsExactly("(0, 9] 0:c 0:a 0:b");
        assertThat(consumer.positions().channels().get(0)).isEqualTo(Position.after(0, 9));
    }

    private static PackedMessage packed(long timestamp, int part, String body) {
        return PackedMessage.newBuilder()
                .setTimestamp(timestamp)
                .setPart(part)
                .setBody(ByteString.copyFromUtf8(body))
                .build();
    }

    @Test
    void itGoesOnFromPositions() {
        message(0, 3, "a");
        message(0, 13, "c");
        tick(0, 9, 0, 1);
        tick(0, 19, 9, 1);
        tick(1, 9, 0, 0);
        tick(1, 19, 9, 0);
        Positions positions = positions(9, Position.after(1, 9), Position.after(1, 9));

        TimeTickedConsumer consumer =
                TimeTickedConsumer.fromPositions(kafka, TestingDmlConsumer.TOPIC, positions, LIMIT);

        assertThat(describe(consumer.poll(TIMEOUT))).containsExactly("(9, 19] 0:c");
    }

    @Test
    void aChosenTimeIsReadFromItsLeadOn() {
        for (int channel = 0; channel < 2; channel++) {
            append(channel, 100, new WalHeader.Tick(end(109), 0, 0), "");
            append(channel, 210, new WalHeader.Message(end(205), 1, 0), "early");
            append(channel, 220, new WalHeader.Tick(end(209), end(109), 5), "");
            append(channel, 230, new WalHeader.Message(end(215), 1, 0), "late");
            append(channel, 240, new WalHeader.Tick(end(219), end(209), 1), "");
        }

        TimeTickedConsumer consumer =
                TimeTickedConsumer.fromTime(
                        kafka,
                        TestingDmlConsumer.TOPIC,
                        List.of(0, 1),
                        208,
                        Duration.ofMillis(5),
                        LIMIT);

        assertThat(consumer.positions().channels().get(0))
                .isEqualTo(Position.from(1, HybridTimestamp.of(208, 0, 0)));
        assertThat(describe(consumer.poll(TIMEOUT)))
                .containsExactly("(" + end(209) + ", " + end(219) + "] 0:late 1:late");
    }

    @Test
    void aTimeTheLogHasNotReachedIsReadFromItsEnd() {
        append(0, 100, new WalHeader.Tick(end(99), 0, 5), "");
        kafka.updateEndOffsets(Map.of(new TopicPartition(TestingDmlConsumer.TOPIC, 1), 0L));

        TimeTickedConsumer consumer =
                TimeTickedConsumer.fromTime(
                        kafka,
                        TestingDmlConsumer.TOPIC,
                        List.of(0, 1),
                        500,
                        Duration.ofMillis(5),
                        LIMIT);

        long time = HybridTimestamp.of(500, 0, 0);
        assertThat(consumer.positions())
                .isEqualTo(positions(time, Position.from(1, time), Position.from(0, time)));
    }

    @Test
    void aChannelFarAheadIsPausedUntilTheOthersCatchUp() {
        long previous = 0;
        for (long cell = 1; cell <= 10; cell++) {
            message(0, cell * 10 - 5, "m" + cell);
            tick(0, cell * 10 - 1, previous, 1);
            previous = cell * 10 - 1;
        }
        TimeTickedConsumer consumer = fromEarliest(new HoldLimit(4, 100));
        assertThat(consumer.poll(TIMEOUT)).isEmpty();
        assertThat(kafka.paused()).containsExactly(new TopicPartition("dml", 0));
        assertThat(consumer.poll(TIMEOUT)).isEmpty();

        List<String> packs = new ArrayList<>();
        for (long cell = 1; cell <= 10; cell++) {
            tick(1, cell * 10 - 1, cell == 1 ? 0 : cell * 10 - 11, 0);
            packs.addAll(describe(consumer.poll(TIMEOUT)));
            packs.addAll(describe(consumer.poll(TIMEOUT)));
        }

        assertThat(packs).hasSize(10).startsWith("(0, 9] 0:m1").endsWith("(89, 99] 0:m10");
    }

    @Test
    void aChannelThatStallsBeyondTheLimitStopsTheReader() {
        message(0, 1, "a");
        message(0, 2, "b");
        message(0, 3, "c");
        TimeTickedConsumer consumer = fromEarliest(new HoldLimit(2, 100));

        assertThatThrownBy(() -> consumer.poll(TIMEOUT))
                .isInstanceOf(HoldLimitException.class)
                .hasMessageContaining("no tick has come");
    }

    @Test
    void aLogThatWasCutOffStopsTheReader() {
        message(0, 3, "a");
        TimeTickedConsumer consumer = fromEarliest(LIMIT);
        kafka.updateBeginningOffsets(Map.of(new TopicPartition(TestingDmlConsumer.TOPIC, 0), 1L));

        assertThatThrownBy(() -> consumer.poll(TIMEOUT))
                .isInstanceOf(OffsetsLostException.class)
                .hasMessage(
                        "Topic dml no longer holds what is to be read next of [dml-0]: it was cut"
                                + " off or is another topic under this name. Start from a time"
                                + " that it holds.");
    }

    @Test
    void aRecordThatIsNotTidemarksStopsTheReader() {
        kafka.append(0, 1, new RecordHeaders(), new byte[1]);
        TimeTickedConsumer consumer = fromEarliest(LIMIT);

        assertThatThrownBy(() -> consumer.poll(TIMEOUT))
                .isInstanceOf(BrokenPromiseException.class)
                .hasMessageStartingWith(
                        "Record dml-0@0 has no header 'message', 'messages' or 'tick'");
    }

    @Test
    void aHeaderOfAnotherLengthStopsTheReader() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("tick", new byte[3]);
        kafka.append(0, 1, headers, new byte[0]);
        TimeTickedConsumer consumer = fromEarliest(LIMIT);

        assertThatThrownBy(() -> consumer.poll(TIMEOUT))
                .isInstanceOf(BrokenPromiseException.class)
                .hasMessage("Record dml-0@0: Expected 24 bytes in the header 'tick', found 3.");
    }

    @Test
    void aRecordWithoutAValueStopsTheReader() {
        kafka.append(0, 1, new WalHeader.Message(1, 1, 1), null);
        TimeTickedConsumer consumer = fromEarliest(LIMIT);

        assertThatThrownBy(() -> consumer.poll(TIMEOUT))
                .isInstanceOf(BrokenPromiseException.class)
                .hasMessageStartingWith("Record dml-0@0 has no value");
    }

    @Test
    void wakingItUpEndsThePoll() {
        TimeTickedConsumer consumer = fromEarliest(LIMIT);
        consumer.wakeup();

        assertThatThrownBy(() -> consumer.poll(TIMEOUT)).isInstanceOf(WakeupException.class);
    }

    private TimeTickedConsumer fromEarliest(HoldLimit limit) {
        return TimeTickedConsumer.fromPositions(
                kafka, TestingDmlConsumer.TOPIC, Positions.earliest(List.of(0, 1)), limit);
    }

    private void message(int channel, long timestamp, String body) {
        append(channel, 0, new WalHeader.Message(timestamp, 1, 0), body);
    }

    private void tick(int channel, long timestamp, long previous, long count) {
        append(channel, 0, new WalHeader.Tick(timestamp, previous, count), "");
    }

    private void append(int channel, long appendMs, WalHeader header, String body) {
        kafka.append(channel, appendMs, header, body.getBytes(UTF_8));
    }

    private static long end(long physicalMs) {
        return HybridTimestamp.endOf(physicalMs);
    }

    private static Positions positions(long end, Position zero, Position one) {
        TreeMap<Integer, Position> channels = new TreeMap<>();
        channels.put(0, zero);
        channels.put(1, one);
        return new Positions(end, channels);
    }

    private static List<String> describe(List<Pack> packs) {
        List<String> lines = new ArrayList<>();
        for (Pack pack : packs) {
            StringBuilder line = new StringBuilder("(" + pack.begin() + ", " + pack.end() + "]");
            pack.messages()
                    .forEach(
                            m ->
                                    line.append(' ')
                                            .append(m.channel())
                                            .append(':')
                                            .append(new String(m.body(), UTF_8)));
            lines.add(line.toString());
        }
        return lines;
    }
}

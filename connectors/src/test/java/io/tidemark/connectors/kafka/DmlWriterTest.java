package io.tidemark.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.PackedAnswers;
import io.tidemark.request.Method;
import io.tidemark.request.ReplyTo;
import io.tidemark.wal.WalHeader;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.AnswerPack;
import io.tidemark.wal.WalOutput.Count;
import io.tidemark.wal.WalOutput.DeadLetter;
import io.tidemark.wal.WalOutput.ForSegments;
import io.tidemark.wal.WalOutput.Message;
import io.tidemark.wal.WalOutput.MessagePack;
import io.tidemark.wal.WalOutput.Tick;
import java.io.IOException;
import java.util.List;
import milvus.proto.msg.Msg;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class DmlWriterTest {

    private static final long TIMESTAMP = HybridTimestamp.of(1000, 1, 0);

    @Test
    void usageExample() throws Exception {
        try (TestingDmlWriter writer = TestingDmlWriter.open()) {
            writer.take(message(2, 7));
            writer.take(new Count(2, 20, 1));
            writer.watermark(1049);

            ProducerRecord<byte[], byte[]> sent = writer.sent().get(0);
            assertThat(sent.topic()).isEqualTo("dml");
            assertThat(sent.partition()).isEqualTo(2);
            assertThat(sent.value()).isEqualTo(new byte[] {7});
            assertThat(
                            WalHeader.Message.decode(
                                    sent.headers().lastHeader(WalHeader.Message.KEY).value()))
                    .isEqualTo(new WalHeader.Message(TIMESTAMP, 1, 3));
            assertThat(writer.drain()).as("before it is acknowledged").isEmpty();

            writer.acknowledge();
            assertThat(writer.drain()).containsExactly(new Count(2, 20, 1), new Watermark(1049));
        }
    }

    @Test
    void whatIsHeldGoesOnInOrderWhenAllMessagesBeforeItAreAcknowledged() throws Exception {
        try (TestingDmlWriter writer = TestingDmlWriter.open()) {
            writer.watermark(999);
            writer.take(message(0, 1));
            writer.take(message(1, 2));
            writer.take(new Count(0, 20, 1));
            writer.take(message(0, 3));
            writer.watermark(1049);
            assertThat(writer.drain()).containsExactly(new Watermark(999));

            writer.acknowledge();
            assertThat(writer.drain()).as("one of two is acknowledged").isEmpty();
            writer.acknowledge();
            assertThat(writer.drain()).containsExactly(new Count(0, 20, 1));
            writer.acknowledge();
            assertThat(writer.drain()).containsExactly(new Watermark(1049));
        }
    }

    @Test
    void timeGoesOnOnceForEachCellOfTheTickGrid() throws Exception {
        try (TestingDmlWriter writer = TestingDmlWriter.open()) {
            writer.watermark(-1);
            writer.watermark(1010);
            writer.watermark(1048);
            assertThat(writer.drain()).containsExactly(new Watermark(999));

            writer.take(message(0, 1));
            writer.watermark(1049);
            writer.watermark(1110);
            writer.watermark(1120);
            writer.acknowledge();
            assertThat(writer.drain()).containsExactly(new Watermark(1049), new Watermark(1099));
        }
    }

    @Test
    void messagesThatShareARecordAreAcknowledgedTogether() throws Exception {
        try (TestingDmlWriter writer = TestingDmlWriter.open()) {
            writer.take(new MessagePack(2, 1, 3, new byte[] {7, 8}));
            writer.watermark(1050);

            ProducerRecord<byte[], byte[]> sent = writer.sent().get(0);
            assertThat(sent.partition()).isEqualTo(2);
            assertThat(sent.value()).isEqualTo(new byte[] {7, 8});
            assertThat(sent.headers()).hasSize(1);
            assertThat(
                            WalHeader.Messages.decode(
                                    sent.headers().lastHeader(WalHeader.Messages.KEY).value()))
                    .isEqualTo(new WalHeader.Messages(1, 3));
            assertThat(writer.drain()).isEmpty();
            writer.acknowledge();
            assertThat(writer.drain()).containsExactly(new Watermark(1049));
        }
    }

    @Test
    void aTickIsAMessageOfItsChannel() throws Exception {
        try (TestingDmlWriter writer = TestingDmlWriter.open()) {
            writer.take(new Tick(3, TIMESTAMP, 5, 2));
            writer.watermark(1049);

            ProducerRecord<byte[], byte[]> sent = writer.sent().get(0);
            assertThat(sent.partition()).isEqualTo(3);
            assertThat(WalHeader.Tick.decode(sent.headers().lastHeader(WalHeader.Tick.KEY).value()))
                    .isEqualTo(new WalHeader.Tick(TIMESTAMP, 5, 2));
            assertThat(Msg.TimeTickMsg.parseFrom(sent.value()).getBase().getTimestamp())
                    .isEqualTo(TIMESTAMP);
            assertThat(writer.drain()).isEmpty();
            writer.acknowledge();
            assertThat(writer.drain()).containsExactly(new Watermark(1049));
        }
    }

    @Test
    void answersAndWhatIsForSegmentsWaitForMessagesToo() throws Exception {
        try (TestingDmlWriter writer = TestingDmlWriter.open()) {
            writer.take(message(0, 1));
            writer.take(answer(1));
            writer.take(new DeadLetter(1, 8, "broken", new byte[0]));
            writer.take(new ForSegments(4, new byte[] {9}));
            assertThat(writer.responses()).isEmpty();
            assertThat(writer.segments()).isEmpty();

            writer.acknowledge();
            List<WalOutput> responses = writer.responses();
            assertThat(responses).as("what is free at once leaves at once").hasSize(2);
            assertThat(((DeadLetter) responses.get(0)).offset()).isEqualTo(8);
            assertThat(((Answer) responses.get(1)).offset()).isEqualTo(1);
            assertThat(((ForSegments) writer.segments().get(0)).collectionId()).isEqualTo(4);
        }
    }

    @Test
    void answersThatBecomeFreeTogetherShareARecordAtOnce() throws Exception {
        try (TestingDmlWriter writer = TestingDmlWriter.open()) {
            writer.take(message(0, 1));
            writer.take(answer(1));
            writer.take(answer(2));
            assertThat(writer.responses()).isEmpty();

            writer.acknowledge();
            assertThat(writer.responses()).hasSize(1).allMatch(AnswerPack.class::isInstance);
        }
    }

    @Test
    void aDeadLetterThatFollowsShortlyIsGatheredAsAnswersAre() throws Exception {
        try (TestingDmlWriter writer = TestingDmlWriter.open()) {
            writer.take(answer(1));
            assertThat(writer.responses()).hasSize(1);
            writer.take(new DeadLetter(1, 8, "broken", new byte[0]));
            assertThat(writer.responses()).as("while it is gathered").isEmpty();

            writer.pass(5);
            assertThat(writer.responses()).hasSize(1).allMatch(DeadLetter.class::isInstance);
        }
    }

    @Test
    void answersThatFollowShortlyOnOthersShareARecord() throws Exception {
        try (TestingDmlWriter writer = TestingDmlWriter.open()) {
            writer.take(answer(1));
            assertThat(writer.responses()).hasSize(1);
            writer.take(answer(2));
            writer.take(answer(3));
            assertThat(writer.responses()).as("while they are gathered").isEmpty();

            writer.pass(5);
            List<WalOutput> responses = writer.responses();
            assertThat(responses).hasSize(1);
            PackedAnswers shared = PackedAnswers.parseFrom(((AnswerPack) responses.get(0)).body());
            assertThat(shared.getAnswersList())
                    .extracting(packed -> packed.getCorrelation().toStringUtf8())
                    .containsExactly("request 2", "request 3");
        }
    }

    @Test
    void beforeABarrierAllIsAcknowledgedAndHandedOn() throws Exception {
        try (TestingDmlWriter writer = TestingDmlWriter.open()) {
            writer.take(answer(1));
            writer.take(message(0, 1));
            writer.take(new Count(0, 20, 1));
            writer.take(answer(2));
            writer.watermark(1049);

            writer.beforeBarrier();

            assertThat(writer.drain()).containsExactly(new Count(0, 20, 1), new Watermark(1049));
            assertThat(writer.responses()).hasSize(2);
        }
    }

    @Test
    void theEndOfTheInputHandsOnAllOfIt() throws Exception {
        try (TestingDmlWriter writer = TestingDmlWriter.open()) {
            writer.take(message(0, 1));
            writer.take(new Count(0, 20, 1));
            writer.watermark(Long.MAX_VALUE);

            writer.endInput();

            // The last watermark of a drained job is no time.
            assertThat(writer.drain()).containsExactly(new Count(0, 20, 1));
        }
    }

    @Test
    void afterAFailedSendNothingMoreIsSentOrHandedOn() throws Exception {
        try (TestingDmlWriter writer = TestingDmlWriter.open()) {
            writer.take(message(0, 1));
            writer.take(message(0, 2));
            writer.take(new Count(0, 20, 2));

            assertThatThrownBy(() -> writer.fail(new TimeoutException("nobody there")))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("writing to dml failed")
                    .hasRootCauseMessage("nobody there");
            assertThatThrownBy(() -> writer.take(message(0, 3))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> writer.watermark(1049)).isInstanceOf(IOException.class);
            assertThatThrownBy(writer::beforeBarrier).isInstanceOf(IOException.class);
            assertThat(writer.sent()).hasSize(2);
            assertThat(writer.drain()).isEmpty();
        }
    }

    @Test
    void aMessageBeyondTheLimitStopsTheJobBeforeItIsSent() throws Exception {
        try (TestingDmlWriter writer = TestingDmlWriter.open()) {
            writer.take(
                    new Message(0, TIMESTAMP, 1, 0, new byte[TestingDmlWriter.MAX_MESSAGE_BYTES]));

            assertThatIllegalStateException()
                    .isThrownBy(
                            () ->
                                    writer.take(
                                            new Message(
                                                    0,
                                                    TIMESTAMP,
                                                    1,
                                                    1,
                                                    new byte
                                                            [TestingDmlWriter.MAX_MESSAGE_BYTES
                                                                    + 1])))
                    .withMessage(
                            "a message of 101 bytes reached channel 0; messages are cut at 100");
            assertThat(writer.sent()).hasSize(1);
        }
    }

    @Test
    void anIdleInputIsRefused() throws Exception {
        try (TestingDmlWriter writer = TestingDmlWriter.open()) {
            assertThatIllegalStateException()
                    .isThrownBy(writer::idle)
                    .withMessageContaining("was declared idle");
        }
    }

    private static Message message(int channel, int body) {
        return new Message(channel, TIMESTAMP, 1, 3, new byte[] {(byte) body});
    }

    private static Answer answer(int request) {
        return new Answer(
                1,
                request,
                new ReplyTo(0, ("request " + request).getBytes(UTF_8), false),
                Method.INSERT,
                TIMESTAMP,
                new byte[] {1});
    }
}

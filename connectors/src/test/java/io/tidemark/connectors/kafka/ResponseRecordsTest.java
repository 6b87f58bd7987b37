package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.Status;
import io.tidemark.request.Method;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Responses;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.AnswerPack;
import io.tidemark.wal.WalOutput.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseRecordsTest {

    private static final int MAX_ANSWER_BYTES = 10_000;

    /** A topic of four partitions. */
    private static final KafkaSinkContext SINK =
            new KafkaSinkContext() {
                @Override
                public int getParallelInstanceId() {
                    return 0;
                }

                @Override
                public int getNumberOfParallelInstances() {
                    return 1;
                }

                @Override
                public int[] getPartitionsForTopic(String topic) {
                    return new int[] {0, 1, 2, 3};
                }
            };

    private final ResponseRecords records =
            new ResponseRecords(
                    "responses", "dead-letters", "definitions", "requests", MAX_ANSWER_BYTES);

    @Test
    void usageExample() throws Exception {
        ProducerRecord<byte[], byte[]> sent =
                serialize(answer(3, "c7".getBytes(StandardCharsets.UTF_8), 0));

        assertThat(sent.topic()).isEqualTo("responses");
        assertThat(sent.partition()).isEqualTo(3);
        assertThat(header(sent, "correlation")).isEqualTo("c7");
        assertThat(Status.parseFrom(sent.value())).isEqualTo(Responses.success());
    }

    @Test
    void aPackIsARecordThatSaysSo() {
        ProducerRecord<byte[], byte[]> sent = serialize(new AnswerPack(2, new byte[] {1, 2}));

        assertThat(sent.topic()).isEqualTo("responses");
        assertThat(sent.partition()).isEqualTo(2);
        assertThat(header(sent, "content-type")).isEqualTo("application/x-tidemark-answers");
        assertThat(sent.value()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "-1, -1", "-2147483647, -2147483647", "2147483647, no number"})
    void anAnswerToNowhereIsADeadLetterOfItsRequest(int partition, String found) {
        ProducerRecord<byte[], byte[]> sent = serialize(answer(partition, new byte[0], 0));

        assertThat(sent.topic()).isEqualTo("dead-letters");
        assertThat(header(sent, "topic")).isEqualTo("requests");
        assertThat(header(sent, "partition")).isEqualTo("1");
        assertThat(header(sent, "offset")).isEqualTo("17");
        assertThat(header(sent, "error"))
                .isEqualTo(
                        "the answer to CreateCollection is undeliverable: reply-to must name one of"
                                + " the 4 partitions of responses, found "
                                + found);
    }

    @Test
    void everyDeadLetterIsCountedAndNoAnswer() {
        TestingSinkStart start = new TestingSinkStart();
        records.open(start, SINK);
        records.serialize(answer(0, new byte[0], 0), SINK, null);
        records.serialize(answer(7, new byte[0], 0), SINK, null);
        records.serialize(new DeadLetter(0, 5, "unreadable", new byte[0]), SINK, null);

        assertThat(start.counted("deadLetters")).isEqualTo(2);
    }

    @Test
    void anAnswerAndItsCorrelationStayWithinTheLimit() throws Exception {
        byte[] correlation = new byte[ResponseRecords.MAX_CORRELATION];
        int room = MAX_ANSWER_BYTES - correlation.length;

        assertThat(serialize(answer(0, correlation, room)).value()).hasSize(room);
        Status larger = Status.parseFrom(serialize(answer(0, correlation, room + 1)).value());
        assertThat(larger.getCode()).isEqualTo(1102);
        assertThat(larger.getReason())
                .isEqualTo("the answer has 5905 bytes, the limit is 5904; ask for less at a time");
        ProducerRecord<byte[], byte[]> longer =
                serialize(answer(0, new byte[correlation.length + 1], 0));
        assertThat(longer.topic()).isEqualTo("dead-letters");
        assertThat(header(longer, "error"))
                .endsWith("correlation must have at most 4096 bytes, found 4097");
    }

    @Test
    void aDeadLetterDoesNotGrowWithItsError() {
        ProducerRecord<byte[], byte[]> sent =
                serialize(new DeadLetter(0, 5, "e".repeat(1 << 20), new byte[] {1}));

        assertThat(header(sent, "topic")).isEqualTo("definitions");
        assertThat(header(sent, "offset")).isEqualTo("5");
        assertThat(header(sent, "error"))
                .hasSize(ResponseRecords.MAX_ERROR_CHARS + 1)
                .startsWith("eee");
    }

    private ProducerRecord<byte[], byte[]> serialize(WalOutput output) {
        records.open(new TestingSinkStart(), SINK);
        return records.serialize(output, SINK, null);
    }

    /** Of partition 1 of requests, whose clock has not moved yet; with so many bytes. */
    private static Answer answer(int replyTo, byte[] correlation, int bytes) {
        byte[] body = bytes == 0 ? Responses.success().toByteArray() : new byte[bytes];
        return new Answer(
                2, 17, new ReplyTo(replyTo, correlation, false), Method.CREATE_COLLECTION, 0, body);
    }

    private static String header(ProducerRecord<byte[], byte[]> sent, String key) {
        return new String(sent.headers().lastHeader(key).value(), StandardCharsets.UTF_8);
    }
}

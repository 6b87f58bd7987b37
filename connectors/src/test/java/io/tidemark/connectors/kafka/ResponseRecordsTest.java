package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.Status;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.JsonMessages;
import io.tidemark.proto.RootCoordMessages;
import io.tidemark.request.Method;
import io.tidemark.request.ReplyTo;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class ResponseRecordsTest {

    private static final int MAX_BYTES = 200;
    private static final long TIMESTAMP = HybridTimestamp.of(1_000, 3, 7);
    private static final byte[] YES =
            BoolResponse.newBuilder().setValue(true).build().toByteArray();

    private final ResponseRecords records =
            new ResponseRecords("responses", "dead-letters", "definitions", "requests", MAX_BYTES);

    @Test
    void usageExample() {
        ProducerRecord<byte[], byte[]> answer =
                serialize(new Answer(replyTo(1, 2), Method.HAS_COLLECTION, TIMESTAMP, YES));

        assertThat(answer.topic()).isEqualTo("responses");
        assertThat(answer.partition()).isEqualTo(1);
        assertThat(answer.value()).isEqualTo(YES);
        assertThat(answer.timestamp()).isNull();
        assertThat(answer.headers().lastHeader("correlation").value()).hasSize(2);
        assertThat(text(answer, "method")).isEqualTo("milvus.proto.milvus.HasCollectionRequest");
        assertThat(text(answer, "timestamp")).isEqualTo(Long.toString(TIMESTAMP));
        assertThat(answer.headers().lastHeader("content-type")).isNull();
    }

    @Test
    void whoAsksInJsonIsAnsweredInJson() throws Exception {
        ReplyTo json = new ReplyTo(0, new byte[0], true);
        ProducerRecord<byte[], byte[]> answer =
                serialize(new Answer(json, Method.HAS_COLLECTION, TIMESTAMP, YES));

        assertThat(text(answer, "content-type")).isEqualTo("application/json");
        String body = new String(answer.value(), StandardCharsets.UTF_8);
        assertThat(JsonMessages.parse(BoolResponse.getDefaultInstance(), body)).isEqualTo(YES);
    }

    @Test
    void aJsonAnswerTellsHowManyTimestampsWereGranted() {
        byte[] granted =
                RootCoordMessages.AllocTimestampResponse.newBuilder()
                        .setTimestamp(TIMESTAMP)
                        .setCount(5)
                        .build()
                        .toByteArray();
        ProducerRecord<byte[], byte[]> answer =
                serialize(
                        new Answer(
                                new ReplyTo(0, new byte[0], true),
                                Method.ALLOC_TIMESTAMP,
                                TIMESTAMP,
                                granted));

        assertThat(new String(answer.value(), StandardCharsets.UTF_8)).contains("\"count\": 5");
        assertThat(text(answer, "method")).isEqualTo("milvus.proto.milvus.AllocTimestampRequest");
    }

    @Test
    void aRequestOfNoKnownMethodIsAnsweredByABareStatus() throws Exception {
        byte[] status = Status.newBuilder().setCode(1100).build().toByteArray();
        ProducerRecord<byte[], byte[]> plain =
                serialize(new Answer(replyTo(0, 0), null, TIMESTAMP, status));
        ProducerRecord<byte[], byte[]> json =
                serialize(new Answer(new ReplyTo(0, new byte[0], true), null, TIMESTAMP, status));

        assertThat(plain.headers().lastHeader("method")).isNull();
        assertThat(Status.parseFrom(plain.value()).getCode()).isEqualTo(1100);
        assertThat(new String(json.value(), StandardCharsets.UTF_8)).contains("\"code\": 1100");
    }

    @Test
    void anAnswerOverTheLimitBecomesATypedError() throws Exception {
        byte[] large =
                BoolResponse.newBuilder()
                        .setStatus(Status.newBuilder().setReason("x".repeat(300)))
                        .build()
                        .toByteArray();
        ProducerRecord<byte[], byte[]> answer =
                serialize(new Answer(replyTo(1, 20), Method.HAS_COLLECTION, TIMESTAMP, large));

        assertThat(answer.topic()).isEqualTo("responses");
        Status status = BoolResponse.parseFrom(answer.value()).getStatus();
        assertThat(status.getCode()).isEqualTo(1102);
        assertThat(status.getReason())
                .isEqualTo(
                        "the answer has "
                                + large.length
                                + " bytes, the limit is 180; ask for less at a time");
    }

    @Test
    void anAnswerNobodyHasThePartitionOfBecomesADeadLetter() {
        ProducerRecord<byte[], byte[]> letter =
                serialize(new Answer(replyTo(4, 0), Method.HAS_COLLECTION, TIMESTAMP, YES));

        assertThat(letter.topic()).isEqualTo("dead-letters");
        assertThat(letter.value()).isEqualTo(YES);
        assertThat(text(letter, "error"))
                .isEqualTo(
                        "the answer to HasCollection is undeliverable: reply-to must name one of"
                                + " the 4 partitions of responses, found 4");
        // Log partition 3 is partition 2 of requests.
        assertThat(text(letter, "topic")).isEqualTo("requests");
        assertThat(text(letter, "partition")).isEqualTo("2");
        assertThat(
                        serialize(new Answer(replyTo(Integer.MAX_VALUE, 0), null, TIMESTAMP, YES))
                                .topic())
                .isEqualTo("dead-letters");
    }

    @Test
    void aCorrelationThatLeavesNoRoomMakesADeadLetterOfBoundedSize() {
        ProducerRecord<byte[], byte[]> letter =
                serialize(new Answer(replyTo(1, 199), Method.HAS_COLLECTION, TIMESTAMP, YES));

        assertThat(letter.topic()).isEqualTo("dead-letters");
        assertThat(text(letter, "error"))
                .isEqualTo(
                        "the answer to HasCollection is undeliverable: its correlation of 199"
                                + " bytes leaves no room for it");
        assertThat(letter.headers().lastHeader("correlation")).isNull();
    }

    @Test
    void aDeadLetterTellsWhereItLay() {
        ProducerRecord<byte[], byte[]> letter =
                serialize(new DeadLetter(0, 99, "no such method", new byte[] {1}));

        assertThat(letter.topic()).isEqualTo("dead-letters");
        assertThat(letter.partition()).isZero();
        assertThat(letter.value()).containsExactly(1);
        assertThat(text(letter, "topic")).isEqualTo("definitions");
        assertThat(text(letter, "partition")).isEqualTo("0");
        assertThat(text(letter, "offset")).isEqualTo("99");
        assertThat(text(letter, "error")).isEqualTo("no such method");
    }

    @Test
    void anErrorThatQuotesAHugeHeaderIsCut() {
        ProducerRecord<byte[], byte[]> letter =
                serialize(new DeadLetter(1, 0, "method `" + "x".repeat(1 << 20), new byte[0]));

        assertThat(letter.headers().lastHeader("error").value()).hasSizeLessThan(4096);
        assertThat(text(letter, "error")).startsWith("method `xxx").endsWith("…");
    }

    @Test
    void nothingElseIsAResponse() {
        assertThatIllegalStateException()
                .isThrownBy(() -> serialize(new WalOutput.Count(1, 2, 3)))
                .withMessageStartingWith("expected an answer or a dead letter, found Count");
    }

    private static ReplyTo replyTo(int partition, int correlationBytes) {
        return new ReplyTo(partition, new byte[correlationBytes], false);
    }

    private ProducerRecord<byte[], byte[]> serialize(WalOutput output) {
        return records.serialize(output, new FourPartitions(), null);
    }

    private static String text(ProducerRecord<byte[], byte[]> record, String key) {
        Header header = record.headers().lastHeader(key);
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /** A topic of responses with four partitions. */
    private static final class FourPartitions implements KafkaSinkContext {

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
    }
}

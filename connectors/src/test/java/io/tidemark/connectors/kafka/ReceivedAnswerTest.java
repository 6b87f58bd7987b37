package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.tidemark.proto.PackedAnswer;
import io.tidemark.proto.PackedAnswers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ReceivedAnswerTest {

    private static final Map<String, String> PACKED =
            Map.of("content-type", "application/x-tidemark-answers");

    @Test
    void usageExample() {
        PackedAnswers pack =
                PackedAnswers.newBuilder()
                        .addAnswers(
                                PackedAnswer.newBuilder()
                                        .setCorrelation(ByteString.copyFromUtf8("c7"))
                                        .setMethod("milvus.proto.milvus.InsertRequest")
                                        .setTimestamp(9)
                                        .setBody(ByteString.copyFrom(new byte[] {1, 2})))
                        .addAnswers(PackedAnswer.newBuilder().setTimestamp(10))
                        .build();

        List<ReceivedAnswer> answers = ReceivedAnswer.of(record(PACKED, pack.toByteArray()));

        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).correlation()).asString().isEqualTo("c7");
        assertThat(answers.get(0).method()).isEqualTo("milvus.proto.milvus.InsertRequest");
        assertThat(answers.get(0).timestamp()).isEqualTo(9);
        assertThat(answers.get(0).json()).isFalse();
        assertThat(answers.get(0).body()).containsExactly(1, 2);
        assertThat(answers.get(1).timestamp()).isEqualTo(10);
    }

    @Test
    void aRecordOfItsOwnIsOneAnswer() {
        Map<String, String> headers =
                Map.of("correlation", "c7", "method", "m", "timestamp", "9223372036854775807");

        List<ReceivedAnswer> answers = ReceivedAnswer.of(record(headers, new byte[] {5}));

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).correlation()).asString().isEqualTo("c7");
        assertThat(answers.get(0).method()).isEqualTo("m");
        assertThat(answers.get(0).timestamp()).isEqualTo(Long.MAX_VALUE);
        assertThat(answers.get(0).json()).isFalse();
        assertThat(answers.get(0).body()).containsExactly(5);
    }

    @Test
    void jsonIsToldByItsContentType() {
        Map<String, String> headers = Map.of("content-type", "application/json", "timestamp", "1");

        ReceivedAnswer answer = ReceivedAnswer.of(record(headers, new byte[0])).get(0);

        assertThat(answer.json()).isTrue();
        assertThat(answer.method()).isEmpty();
        assertThat(answer.correlation()).isEmpty();
    }

    @Test
    void whatIsNoAnswerIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReceivedAnswer.of(record(PACKED, new byte[] {1})))
                .withMessage(
                        "the record at offset 7 of responses does not hold the answers its content"
                                + " type promises");
        assertThatThrownBy(() -> ReceivedAnswer.of(record(Map.of(), new byte[0])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReceivedAnswer.of(record(PACKED, null)))
                .withMessage("the record at offset 7 of responses is no answer: it has no value");
    }

    private static ConsumerRecord<byte[], byte[]> record(
            Map<String, String> headers, byte[] value) {
        ConsumerRecord<byte[], byte[]> responses =
                new ConsumerRecord<>("responses", 0, 7, null, value);
        headers.forEach(
                (key, text) -> responses.headers().add(key, text.getBytes(StandardCharsets.UTF_8)));
        return responses;
    }
}

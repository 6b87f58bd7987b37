package io.tidemark.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.Status;
import io.tidemark.proto.PackedAnswer;
import io.tidemark.proto.PackedAnswers;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final String HAS = "milvus.proto.milvus.HasCollectionRequest";
    private static final byte[] REFUSED =
            BoolResponse.newBuilder()
                    .setStatus(Status.newBuilder().setCode(7))
                    .build()
                    .toByteArray();

    @Test
    void usageExample() throws Exception {
        ConsumerRecord<byte[], byte[]> answer = alone();

        assertThat(Answers.unpacked(answer)).containsExactly(answer);
        assertThat(Answers.header(answer, "correlation")).isEqualTo("load-1");
        assertThat(Answers.status(HAS, answer.value()).getCode()).isEqualTo(7);
    }

    @Test
    void anAnswerThatSharesARecordIsTheOneItStandsFor() throws Exception {
        List<ConsumerRecord<byte[], byte[]>> answers =
                Answers.unpacked(shared(packed("load-1"), packed("load-2")));

        assertThat(answers).hasSize(2);
        assertThat(Answers.fingerprint(answers.get(0))).isEqualTo(Answers.fingerprint(alone()));
        assertThat(Answers.header(answers.get(1), "correlation")).isEqualTo("load-2");
        assertThat(answers.get(1).offset()).isEqualTo(9);
        assertThat(answers.get(1).timestamp()).isEqualTo(shared(packed("load-2")).timestamp());
    }

    @Test
    void whatOnlySaysThatItHoldsAnswersIsRefused() {
        ConsumerRecord<byte[], byte[]> broken =
                new ConsumerRecord<>("responses", 0, 9, null, new byte[] {-1});
        broken.headers().add("content-type", "application/x-tidemark-answers".getBytes(UTF_8));
        assertThatThrownBy(() -> Answers.unpacked(broken))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    private static ConsumerRecord<byte[], byte[]> alone() {
        ConsumerRecord<byte[], byte[]> answer =
                new ConsumerRecord<>("responses", 0, 4, null, REFUSED);
        answer.headers()
                .add("method", HAS.getBytes(UTF_8))
                .add("correlation", "load-1".getBytes(UTF_8))
                .add("timestamp", "42".getBytes(UTF_8));
        return answer;
    }

    private static PackedAnswer packed(String correlation) {
        return PackedAnswer.newBuilder()
                .setMethod(HAS)
                .setCorrelation(ByteString.copyFromUtf8(correlation))
                .setTimestamp(42)
                .setBody(ByteString.copyFrom(REFUSED))
                .build();
    }

    private static ConsumerRecord<byte[], byte[]> shared(PackedAnswer... answers) {
        PackedAnswers all = PackedAnswers.newBuilder().addAllAnswers(List.of(answers)).build();
        ConsumerRecord<byte[], byte[]> shared =
                new ConsumerRecord<>("responses", 0, 9, null, all.toByteArray());
        shared.headers().add("content-type", "application/x-tidemark-answers".getBytes(UTF_8));
        return shared;
    }
}

package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.tidemark.proto.PackedAnswers;
import io.tidemark.request.Method;
import io.tidemark.request.ReplyTo;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.AnswerPack;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerPacksTest {

    private static final int MAX_BYTES = 10_000;

    private final AnswerPacks packs = new AnswerPacks(new AnswerPacks.Limits(2, MAX_BYTES));
    private final List<WalOutput> out = new ArrayList<>();

    @Test
    void usageExample() throws Exception {
        packs.add(answer(1, "a", 7), out::add);
        packs.add(answer(1, "b", 8), out::add);
        assertThat(out).isEmpty();

        packs.drain(out::add);

        AnswerPack pack = (AnswerPack) out.get(0);
        assertThat(pack.replyTo()).isEqualTo(1);
        PackedAnswers answers = PackedAnswers.parseFrom(pack.body());
        assertThat(answers.getAnswersList())
                .extracting(answer -> answer.getCorrelation().toStringUtf8())
                .containsExactly("a", "b");
        assertThat(answers.getAnswers(0).getMethod()).isEqualTo(Method.INSERT.fullName());
        assertThat(answers.getAnswers(1).getBody().size()).isEqualTo(8);
    }

    @Test
    void anAnswerWithoutCompanyLeavesAsItCame() {
        Answer alone = answer(0, "a", 7);
        packs.add(alone, out::add);
        packs.add(answer(1, "b", 7), out::add);
        packs.add(answer(1, "c", 7), out::add);

        packs.drain(out::add);

        assertThat(out.get(0)).isSameAs(alone);
        assertThat(out.get(1)).isInstanceOf(AnswerPack.class);
        assertThat(out).hasSize(2);
    }

    @Test
    void aDrainLeavesNothingBehind() {
        packs.add(answer(0, "a", 7), out::add);
        packs.drain(out::add);
        packs.drain(out::add);

        assertThat(out).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, ReplyTo.NO_NUMBER})
    void whatMayBeUndeliverableLeavesAloneAndAtOnce(int partition) {
        packs.add(answer(partition, "a", 7), out::add);

        assertThat(out).hasSize(1);
    }

    @Test
    void jsonAndWhatIsTooLargeLeaveAloneAndAtOnce() {
        ReplyTo json = new ReplyTo(0, new byte[0], true);
        packs.add(new Answer(1, 2, json, Method.INSERT, 9, new byte[0]), out::add);
        packs.add(answer(0, "a", MAX_BYTES), out::add);
        packs.add(answer(0, "a".repeat(ResponseRecords.MAX_CORRELATION + 1), 1), out::add);

        assertThat(out).hasSize(3).allMatch(Answer.class::isInstance);
    }

    @Test
    void noPackIsLargerThanItsLimitAndNoAnswerIsLost() throws Exception {
        for (int i = 0; i < 1000; i++) {
            packs.add(answer(0, "c" + i, i % 100), out::add);
        }
        packs.drain(out::add);

        List<String> correlations = new ArrayList<>();
        for (WalOutput output : out) {
            byte[] body = ((AnswerPack) output).body();
            assertThat(body.length).isLessThanOrEqualTo(MAX_BYTES);
            PackedAnswers.parseFrom(body)
                    .getAnswersList()
                    .forEach(answer -> correlations.add(answer.getCorrelation().toStringUtf8()));
        }
        List<String> sent = IntStream.range(0, 1000).mapToObj(i -> "c" + i).toList();
        assertThat(correlations).isEqualTo(sent);
    }

    @Test
    void anAnswerToWhatCouldNotBeReadNamesNoMethod() throws Exception {
        ReplyTo replyTo = new ReplyTo(0, new byte[0], false);
        for (int i = 0; i < 2; i++) {
            packs.add(new Answer(1, 2, replyTo, null, 9, new byte[0]), out::add);
        }
        packs.drain(out::add);

        PackedAnswers answers = PackedAnswers.parseFrom(((AnswerPack) out.get(0)).body());
        assertThat(answers.getAnswers(0).getMethod()).isEmpty();
        assertThat(answers.getAnswers(0).getTimestamp()).isEqualTo(9);
    }

    @Test
    void aPackIsWhatProtobufWouldWriteByteForByte() throws Exception {
        ReplyTo nameless = new ReplyTo(0, new byte[0], false);
        List<Answer> answers =
                List.of(
                        answer(0, "", 0),
                        answer(0, "a", 1),
                        answer(0, "b".repeat(200), 300),
                        new Answer(1, 2, nameless, null, 0, new byte[0]),
                        new Answer(1, 2, nameless, null, -1, new byte[] {1}));
        answers.forEach(answer -> packs.add(answer, out::add));
        packs.drain(out::add);

        PackedAnswers.Builder expected = PackedAnswers.newBuilder();
        for (Answer answer : answers) {
            expected.addAnswersBuilder()
                    .setCorrelation(ByteString.copyFrom(answer.replyTo().correlation()))
                    .setMethod(answer.method() == null ? "" : answer.method().fullName())
                    .setTimestamp(answer.timestamp())
                    .setBody(ByteString.copyFrom(answer.body()));
        }
        assertThat(((AnswerPack) out.get(0)).body()).isEqualTo(expected.build().toByteArray());
    }

    private static Answer answer(int partition, String correlation, int bytes) {
        return new Answer(
                1,
                2,
                new ReplyTo(partition, correlation.getBytes(StandardCharsets.UTF_8), false),
                Method.INSERT,
                9,
                new byte[bytes]);
    }
}

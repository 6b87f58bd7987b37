package io.tidemark.bench.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AnswerComparisonTest {

    private static final long UNTIL = 100;

    private final Report report = new Report();
    private final AnswerComparison comparison = new AnswerComparison(UNTIL, report);

    @Test
    void usageExample() {
        comparison.one(answer("a", 20, 1));
        comparison.other(answer("a", 20, 1));
        assertThat(report.kept()).isTrue();
        assertThat(report.figure("answers compared")).isEqualTo(1);
    }

    @Test
    void otherBytesAreFound() {
        comparison.one(answer("a", 20, 1));
        comparison.other(answer("a", 20, 2));
        assertThat(report.kept()).isFalse();
    }

    @Test
    void anAnswerThatOnlyTheOtherGivesIsFound() {
        comparison.one(answer("a", 20, 1));
        comparison.other(answer("a", 21, 1));
        assertThat(report.kept()).isFalse();
    }

    @Test
    void whatComesLaterIsNotCompared() {
        comparison.other(answer("a", UNTIL + 1, 1));
        assertThat(report.kept()).isTrue();
        assertThat(report.figure("answers compared")).isZero();
    }

    private static ConsumerRecord<byte[], byte[]> answer(
            String correlation, long timestamp, int body) {
        return TestingWal.record(
                "responses",
                0,
                0,
                new byte[] {(byte) body},
                TestingWal.headers(
                        "correlation", correlation, "timestamp", Long.toString(timestamp)));
    }
}

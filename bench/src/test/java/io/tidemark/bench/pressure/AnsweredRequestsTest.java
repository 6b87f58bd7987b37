package io.tidemark.bench.pressure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnsweredRequestsTest {

    private final AnsweredRequests answered = new AnsweredRequests("o1_");

    @Test
    void usageExample() {
        take("o1_f0_0-0");
        take("o1_f0_0-7");
        take("o1_f0_1-0");

        assertThat(answered.count()).isEqualTo(3);
    }

    @Test
    void anAnswerThatComesAgainCountsOnce() {
        take("o1_f0_0-7");
        take("o1_f0_0-7");

        assertThat(answered.count()).isEqualTo(1);
    }

    @Test
    void whatOthersAskedIsNotCounted() {
        take("o2_f0_0-7");
        take("");

        assertThat(answered.count()).isZero();
    }

    private void take(String correlation) {
        answered.take(correlation.getBytes(UTF_8));
    }
}

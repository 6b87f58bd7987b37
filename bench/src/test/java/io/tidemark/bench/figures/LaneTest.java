package io.tidemark.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaneTest {

    @Test
    void usageExample() {
        // Three ticks on each channel, and five messages on the second.
        assertThat(Lane.messages(new long[] {13, 28, 33}, new long[] {10, 20, 30})).isEqualTo(5);
    }

    @Test
    void aLogThatOnlyTickedHasNoMessages() {
        assertThat(Lane.messages(new long[] {7, 8}, new long[] {4, 5})).isZero();
    }
}

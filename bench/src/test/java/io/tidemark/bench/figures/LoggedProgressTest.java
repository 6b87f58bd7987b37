package io.tidemark.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoggedProgressTest {

    @Test
    void usageExample() {
        // Three ticks on each channel, and five other records on the second.
        long[] ends = {13, 28, 33};
        assertThat(LoggedProgress.besideTicks(ends, new long[] {10, 20, 30})).isEqualTo(5);
    }

    @Test
    void aLogThatOnlyTickedHasNothingElse() {
        assertThat(LoggedProgress.besideTicks(new long[] {7, 8}, new long[] {4, 5})).isZero();
    }
}

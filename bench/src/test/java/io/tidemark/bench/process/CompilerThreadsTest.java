package io.tidemark.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CompilerThreadsTest {

    @Test
    void usageExample() throws Exception {
        assertThat(CompilerThreads.cpu(ProcessHandle.current().pid()))
                .isBetween(Duration.ZERO, Duration.ofHours(1));
    }

    @Test
    void aCompilersLineTellsUserAndSystemTime() {
        assertThat(
                        CompilerThreads.ticks(
                                "17900 (C2 CompilerThre) S 1 2 3 0 -1 4194368 7 8 9 10 5899 101 0"
                                        + " 0 20 0 64 0"))
                .isEqualTo(6_000);
    }

    @Test
    void otherThreadsCountNothing() {
        assertThat(CompilerThreads.ticks("17901 (Proxy (C2 x)) R 1 2 3 0 -1 4 7 8 9 10 50 10 0"))
                .isZero();
    }
}

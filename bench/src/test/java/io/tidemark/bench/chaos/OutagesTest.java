package io.tidemark.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutagesTest {

    @Test
    void usageExample() {
        Outages outages = new Outages();
        outages.add(FaultKind.ZOMBIE, Duration.ofMillis(12_501));
        outages.add(FaultKind.ZOMBIE, Duration.ofSeconds(11));
        outages.add(FaultKind.BROKER_KILLED, Duration.ofMillis(3_210));

        assertThat(outages.count()).isEqualTo(3);
        assertThat(outages.table())
                .containsExactly(
                        "time stood still, s  faults      p50      p99      max",
                        "zombie                    2    11.00    12.50    12.50",
                        "broker-killed             1     3.21     3.21     3.21");
    }

    @Test
    void aPercentileIsTheSmallestThatSoManyPercentDoNotExceed() {
        List<Duration> hundred =
                LongStream.rangeClosed(1, 100).mapToObj(Duration::ofMillis).toList();
        assertThat(Outages.percentile(hundred, 50)).isEqualTo(Duration.ofMillis(50));
        assertThat(Outages.percentile(hundred, 99)).isEqualTo(Duration.ofMillis(99));
        assertThat(Outages.percentile(hundred, 100)).isEqualTo(Duration.ofMillis(100));
        assertThat(Outages.percentile(List.of(Duration.ofMillis(7)), 50))
                .isEqualTo(Duration.ofMillis(7));
    }
}

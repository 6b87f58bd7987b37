package io.tidemark.bench.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FloodTest {

    private static final Duration ASKED = Duration.ofMinutes(2);

    @Test
    void usageExample() {
        Flood.Outcome flood = new Flood.Outcome(2_400_000, 0, Duration.ofMillis(120_400));
        assertThat(flood.lasted(ASKED)).isTrue();
        assertThat(flood.perSecond()).isBetween(19_900.0, 20_000.0);
    }

    @Test
    void aFloodThatRanOutOfRequestsHasNotLasted() {
        assertThat(new Flood.Outcome(3_000_000, 0, Duration.ofSeconds(90)).lasted(ASKED)).isFalse();
    }
}

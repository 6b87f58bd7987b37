package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TickerClockTest {

    private static final long NOW = 1_800_000_000_000L;

    private long wallMs = NOW;
    private long nanos = 77;

    @Test
    void usageExample() {
        TickerClock clock = clock();
        assertThat(clock.nowMs()).isEqualTo(NOW);
        clock.saw(NOW + 200);
        pass(10_000_000);
        assertThat(clock.nowMs()).as("a broker was ahead").isEqualTo(NOW + 210);
    }

    @Test
    void aClockThatStepsBackIsCarriedOnByMonotonicTime() {
        TickerClock clock = clock();
        clock.nowMs();
        wallMs -= 10_000;
        pass(50_000_000);
        assertThat(clock.nowMs()).isEqualTo(NOW + 50);
    }

    @Test
    void noPartOfAMillisecondIsLostBetweenReadings() {
        TickerClock clock = clock();
        clock.saw(NOW + 3_600_000);
        for (int i = 0; i < 1_000; i++) {
            pass(1_900_000);
            clock.nowMs();
        }
        assertThat(clock.nowMs()).isEqualTo(NOW + 3_600_000 + 1_900);
    }

    @Test
    void anAcknowledgementThatIsOldTakesNothingAway() {
        TickerClock clock = clock();
        clock.saw(NOW + 1_000);
        pass(20_000_000);
        clock.saw(NOW + 1_005);
        assertThat(clock.nowMs()).isEqualTo(NOW + 1_020);
    }

    @Test
    void onlyWhatTheLogToldIsKept() {
        TickerClock clock = clock();
        wallMs += 3_600_000;
        clock.nowMs();
        clock.saw(NOW + 40);
        pass(5_000_000);
        assertThat(clock.nowMs()).isEqualTo(NOW + 3_600_005);
        assertThat(clock.logMs()).isEqualTo(NOW + 45);
    }

    private TickerClock clock() {
        return new TickerClock(() -> wallMs, () -> nanos);
    }

    private void pass(long passedNanos) {
        nanos += passedNanos;
        wallMs += passedNanos / 1_000_000;
    }
}

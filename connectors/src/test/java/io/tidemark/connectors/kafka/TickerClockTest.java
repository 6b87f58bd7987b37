package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TickerClockTest {

    private static final long NOW = 1_700_000_000_000L;

    private long wallMs = NOW;
    private long nanos = Long.MAX_VALUE - 5_000_000; // the monotonic clock may overflow
    private final TickerClock clock = new TickerClock(() -> wallMs, () -> nanos);

    @Test
    void usageExample() {
        assertThat(clock.nowMs()).isEqualTo(NOW);
        pass(10);

        assertThat(clock.nowMs()).isEqualTo(NOW + 10);
    }

    @Test
    void aWallClockThatStepsBackDoesNotHoldItUp() {
        pass(10);
        assertThat(clock.nowMs()).isEqualTo(NOW + 10);
        wallMs -= 60_000;
        assertThat(clock.nowMs()).isEqualTo(NOW + 10);
        pass(10);

        assertThat(clock.nowMs()).isEqualTo(NOW + 20);
    }

    @Test
    void aWallClockThatStepsForwardIsFollowed() {
        wallMs += 60_000;

        assertThat(clock.nowMs()).isEqualTo(NOW + 60_000);
        pass(10);
        assertThat(clock.nowMs()).isEqualTo(NOW + 60_010);
    }

    @Test
    void aBrokerThatIsAheadIsCarriedOnFrom() {
        pass(10);
        clock.saw(NOW + 5_000);
        pass(10);

        assertThat(clock.nowMs()).isEqualTo(NOW + 5_010);
        clock.saw(NOW + 1_000);
        assertThat(clock.nowMs()).isEqualTo(NOW + 5_010);
    }

    @Test
    void partsOfAMillisecondAreNotLostHoweverOftenItIsAsked() {
        // Behind by an hour, it lives on monotonic time alone.
        wallMs -= 3_600_000;
        for (int i = 0; i < 1_000; i++) {
            nanos += 1_900_000;
            clock.nowMs();
        }

        assertThat(clock.nowMs()).isEqualTo(NOW + 1_900);
    }

    @Test
    void itNeverStepsBack() {
        Random random = new Random(11);
        long newest = 0;
        for (int i = 0; i < 10_000; i++) {
            nanos += random.nextInt(3_000_000);
            wallMs += random.nextInt(2_000) - 1_000;
            if (random.nextInt(5) == 0) {
                clock.saw(wallMs + random.nextInt(2_000) - 1_000);
            }
            long now = clock.nowMs();
            assertThat(now).isGreaterThanOrEqualTo(newest).isGreaterThanOrEqualTo(wallMs);
            newest = now;
        }
    }

    private void pass(long ms) {
        wallMs += ms;
        nanos += ms * 1_000_000;
    }
}

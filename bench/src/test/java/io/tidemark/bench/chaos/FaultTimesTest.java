package io.tidemark.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against the one delivery timeout that a zombie must stay below and the broker beyond. */
class FaultTimesTest {

    private static final Duration DELIVERY = Duration.ofSeconds(30);

    @Test
    void usageExample() {
        assertThat(Zombie.woke("taskmanager-1", Duration.ofMillis(20_500), DELIVERY))
                .isEqualTo("taskmanager-1 wakes after 20500 ms, and can write what it held");
    }

    @Test
    void aZombieThatSleptForTooLongIsToldApart() {
        assertThat(Zombie.woke("taskmanager-1", DELIVERY, DELIVERY)).contains("too late to write");
    }

    @Test
    void theBrokerIsAwayForLongerThanProducersWait() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++) {
            assertThat(BrokerAway.away(DELIVERY, random))
                    .isBetween(Duration.ofMillis(33_750), Duration.ofMillis(41_250));
        }
    }
}

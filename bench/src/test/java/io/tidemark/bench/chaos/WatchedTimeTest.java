package io.tidemark.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchedTimeTest {

    private static final long MS = 1_000_000;

    private final WatchedTime watched = new WatchedTime(2, 0);

    @Test
    void usageExample() {
        watched.tick(0, at(5_000), 5_010, 10 * MS);
        assertThat(watched.time()).isZero();

        watched.tick(1, at(5_000), 5_010, 20 * MS);

        assertThat(watched.time()).isEqualTo(at(5_000));
        assertThat(watched.present(at(3_000), 21 * MS)).isTrue();
        assertThat(watched.longest(20 * MS)).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void whatComesBehindItsChannelsNewestTickWasWrittenAgain() {
        watched.message(0, at(20));
        watched.tick(0, at(50), 60, 10 * MS);
        watched.message(1, at(20));
        assertThat(watched.again()).isZero();

        watched.message(0, at(20));
        watched.tick(0, at(50), 70, 11 * MS);

        assertThat(watched.again()).isEqualTo(2);
    }

    @Test
    void timeThatStandsIsNotPresent() {
        watched.tick(0, at(5_000), 5_010, 10 * MS);
        watched.tick(1, at(5_000), 5_010, 10 * MS);
        assertThat(watched.present(0, 2_000 * MS)).isFalse();
    }

    @Test
    void oldTicksWrittenLateAreNotPresent() {
        watched.tick(0, at(5_000), 10_000, 10 * MS);
        watched.tick(1, at(5_000), 10_000, 10 * MS);
        assertThat(watched.present(0, 11 * MS)).isFalse();
    }

    @Test
    void whatWasOnItsWayBeforeAFaultIsNoSignThatTimeMovesAgain() {
        watched.tick(0, at(5_900), 5_910, 10 * MS);
        watched.tick(1, at(5_900), 5_910, 10 * MS);
        assertThat(watched.present(at(5_000), 11 * MS)).isFalse();
        assertThat(watched.present(at(4_900), 11 * MS)).isTrue();
    }

    private static long at(long ms) {
        return ms << 18;
    }
}

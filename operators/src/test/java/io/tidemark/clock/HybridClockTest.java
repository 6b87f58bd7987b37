package io.tidemark.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HybridClockTest {

    private static final long DRIFT = 500;
    private static final long NOW = 1_700_000_000_000L;

    @Test
    void usageExample() throws Exception {
        HybridClock clock = clock(3);

        long first = clock.stamp(NOW, 0, 1);
        long second = clock.stamp(NOW, 0, 1);
        long tick = clock.tick(NOW, HybridTimestamp.physicalMs(first) + 10);

        assertThat(first).isEqualTo(HybridTimestamp.of(NOW, 3, 0));
        assertThat(second).isEqualTo(first + 1);
        assertThat(tick).isEqualTo(HybridTimestamp.of(NOW + 10, 3, 0));
    }

    @Test
    void theLayoutIsThatOfMilvus() {
        // The example of Milvus' hybrid timestamp document.
        long documented = 429164525386203142L;

        assertThat(HybridTimestamp.physicalMs(documented)).isEqualTo(1637132741494L);
        assertThat(HybridTimestamp.logical(documented)).isEqualTo(6);
    }

    @Test
    void aFullMillisecondGoesOnInTheNext() throws Exception {
        HybridClock clock = clock(1);
        for (int i = 0; i < 1024; i++) {
            assertThat(clock.stamp(NOW, 0, 1)).isEqualTo(HybridTimestamp.of(NOW, 1, i));
        }
        assertThat(clock.stamp(NOW, 0, 1)).isEqualTo(HybridTimestamp.of(NOW + 1, 1, 0));
    }

    @Test
    void aRequestThatWouldPassTheDriftIsRateLimitedAndLeavesTheClock() throws Exception {
        HybridClock clock = clock(1);
        for (int i = 0; i < 1024 * (DRIFT + 1); i++) {
            clock.stamp(NOW, 0, 1);
        }
        HybridClock.State before = clock.state();

        assertThatThrownBy(() -> clock.stamp(NOW, 0, 1))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.refusal().kind())
                                        .isEqualTo(ErrorKind.RATE_LIMIT));
        assertThat(clock.state()).isEqualTo(before);
        assertThat(clock.stamp(NOW + 1, 0, 1))
                .as("one millisecond of real time makes room for one more")
                .isEqualTo(HybridTimestamp.of(NOW + DRIFT + 1, 1, 0));
    }

    @Test
    void aTokenIsExceededAsAWhole() throws Exception {
        long token = HybridTimestamp.of(NOW, 7, 5);

        assertThat(clock(8).stamp(NOW, token, 1)).isEqualTo(HybridTimestamp.of(NOW, 8, 0));
        assertThat(clock(7).stamp(NOW, token, 1))
                .as("its own bits are lower than the token's")
                .isEqualTo(HybridTimestamp.of(NOW + 1, 7, 0));
        assertThat(clock(6).stamp(NOW - 3, token, 1)).isEqualTo(HybridTimestamp.of(NOW + 1, 6, 0));
    }

    @Test
    void aTokenAheadOfTheDriftIsRefusedAndMovesNothing() throws Exception {
        HybridClock clock = clock(2);
        clock.stamp(NOW, 0, 1);
        HybridClock.State before = clock.state();

        for (long token :
                new long[] {HybridTimestamp.of(NOW + DRIFT + 1, 0, 0), -1L, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> clock.stamp(NOW, token, 1))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused ->
                                    assertThat(refused.refusal().kind())
                                            .isEqualTo(ErrorKind.INVALID_PARAMETER))
                    .hasMessageContaining("at most 500 ms ahead");
            assertThat(clock.state()).isEqualTo(before);
        }
        long atTheLimit = HybridTimestamp.of(NOW + DRIFT, 255, 1023);
        assertThat(clock.stamp(NOW, atTheLimit, 1))
                .isEqualTo(HybridTimestamp.of(NOW + DRIFT + 1, 2, 0));
    }

    @Test
    void grantsAreConsecutiveWithinOneMillisecond() throws Exception {
        HybridClock clock = clock(4);
        clock.stamp(NOW, 0, 1);

        long granted = clock.stamp(NOW, 0, HybridClock.MAX_GRANT);

        assertThat(granted).isEqualTo(HybridTimestamp.of(NOW + 1, 4, 0));
        assertThat(clock.last()).isEqualTo(HybridTimestamp.of(NOW + 1, 4, 1023));
    }

    @Test
    void aBrokerAnHourBehindIsPulledAlongByTicks() {
        HybridClock clock = clock(1);
        long behind = NOW - 3_600_000;
        clock.tick(behind, behind);
        int ticks = 0;
        while (HybridTimestamp.physicalMs(clock.last()) < NOW) {
            clock.tick(behind, NOW);
            ticks++;
        }
        assertThat(ticks).as("half a second of drift a tick").isEqualTo(7200);
    }

    @Test
    void aBrokerAnHourAheadAndThenMendedNeitherStallsNorCrashes() throws Exception {
        HybridClock clock = clock(1);
        long ahead = NOW + 3_600_000;
        clock.stamp(ahead, 0, 1);
        // The ticker was restarted and knows nothing of the hour: ticks alone push the clock.
        for (int i = 1; i <= 360_000; i++) {
            assertThat(HybridTimestamp.physicalMs(clock.tick(NOW + i * 10L, NOW + i * 10L)))
                    .isEqualTo(ahead + i);
        }
        for (int i = 1; i <= 400_000; i++) {
            clock.tick(ahead + i, ahead + i);
        }
        assertThat(HybridTimestamp.physicalMs(clock.last()))
                .as("pushed by each of the ticks, whatever the brokers' time")
                .isEqualTo(ahead + 760_000);
        for (int i = 0; i < 1000; i++) {
            clock.stamp(ahead + 400_001, 0, 1);
        }
    }

    @Test
    void aRestoredClockStampsTheSameRecordsAlike() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            HybridClock clock = clock(9);
            long appendMs = NOW;
            for (int i = 0; i < 200; i++) {
                appendMs += random.nextInt(12) - 4;
                HybridClock restored = new HybridClock(9, DRIFT, clock.state());
                if (random.nextInt(4) == 0) {
                    long tickMs = appendMs + random.nextInt(2000) - 1000;
                    assertThat(restored.tick(appendMs, tickMs))
                            .isEqualTo(clock.tick(appendMs, tickMs));
                } else {
                    long token =
                            random.nextBoolean()
                                    ? 0
                                    : HybridTimestamp.of(
                                            appendMs + random.nextInt(700) - 200, 5, 3);
                    assertThat(tryStamp(restored, appendMs, token))
                            .isEqualTo(tryStamp(clock, appendMs, token));
                }
                assertThat(restored.state()).isEqualTo(clock.state());
            }
        }
    }

    @Test
    void idsAreConsecutiveUniqueOverPartitionsAndSurviveARestart() {
        IdAllocator ids = new IdAllocator(3, IdAllocator.INITIAL);
        long first = ids.reserve(100);
        IdAllocator restored = new IdAllocator(3, ids.next());

        assertThat(first).isEqualTo(3L << 48 | 1);
        assertThat(restored.reserve(1)).isEqualTo(first + 100);
        Set<Long> seen = new HashSet<>();
        List<Long> all = new ArrayList<>();
        for (int partition = 0; partition <= 255; partition++) {
            long block = new IdAllocator(partition, IdAllocator.INITIAL).reserve(2);
            all.add(block);
            seen.add(block);
        }
        assertThat(seen).hasSameSizeAs(all);
        assertThat(all).allMatch(id -> id > 0);
    }

    private static long tryStamp(HybridClock clock, long appendMs, long token) {
        try {
            return clock.stamp(appendMs, token, 1);
        } catch (RefusedException refused) {
            return -refused.refusal().kind().code();
        }
    }

    private static HybridClock clock(int partition) {
        return new HybridClock(partition, DRIFT, HybridClock.State.INITIAL);
    }
}

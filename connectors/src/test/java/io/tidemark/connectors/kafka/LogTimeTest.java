package io.tidemark.connectors.kafka;

import static io.tidemark.connectors.kafka.TestingLogTime.DISTANCE_MS;
import static io.tidemark.connectors.kafka.TestingLogTime.LATENCY_MS;
import static io.tidemark.connectors.kafka.TestingLogTime.MAX_DRIFT_MS;
import static io.tidemark.connectors.kafka.TestingLogTime.PARTITIONS;
import static io.tidemark.connectors.kafka.TestingLogTime.STEP_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.clock.HybridTimestamp;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Brokers' clocks at odds: whatever they do, no partition stalls and nothing crashes. The real
 * ticker's schedule and clock and the real ingest run in virtual time, where the bounds can be told
 * exactly. {@link TestingLogPartition} asserts the clock's invariants at every record.
 */
class LogTimeTest {

    private static final long HOUR_MS = 3_600_000;

    /** How old a partition's time may be in calm: one tick's distance, and the way to the log. */
    private static final long CALM_MS = STEP_MS + 2 * LATENCY_MS;

    /** How long a request waits in calm: for the tick of definitions that its proxy asks for. */
    private static final long CALM_WAIT_MS = DISTANCE_MS + PARTITIONS + 4 * LATENCY_MS;

    @Test
    void usageExample() {
        TestingLogTime log = new TestingLogTime(1);
        log.brokerAheadMs[2] = 200;
        log.brokerAheadMs[3] = -200;
        log.run(2_000);
        assertCalm(log, "all follow the fastest broker, since the ticker hears of it");
    }

    @Test
    void aBrokerThatStepsBackTenSecondsIsPulledAlongWithoutAPause() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            TestingLogTime log = new TestingLogTime(partition);
            log.run(1_000);
            log.brokerAheadMs[partition] = -10_000;
            // Not only in the end: at no time may it fall behind.
            for (int i = 0; i < 50; i++) {
                log.run(7);
                assertCalm(log, "a tick carries the time the broker lost");
            }
            log.brokerAheadMs[partition] = 0;
            log.run(1_000);
            assertCalm(log, "and mended");
        }
    }

    @Test
    void timeGoesOnWhereEveryClockStepsBackTenSeconds() {
        TestingLogTime log = new TestingLogTime(3);
        log.run(1_000);
        forgetWaits(log);
        long beforeMs = log.partitions[0].physicalMs();
        for (int i = 0; i < PARTITIONS; i++) {
            log.brokerAheadMs[i] = -10_000;
        }
        log.tickerAheadMs = -10_000;
        log.run(5_000);
        for (TestingLogPartition each : log.partitions) {
            assertThat(each.physicalMs() - beforeMs)
                    .as("the ticker carries on by monotonic time")
                    .isBetween(5_000 - CALM_MS, 5_000 + MAX_DRIFT_MS);
        }
        assertThat(longestWaitMs(log)).isLessThanOrEqualTo(CALM_WAIT_MS);
    }

    /**
     * What happens when a broker of requests is an hour ahead. Its partition jumps there with its
     * next record, and nothing can undo that: timestamps never fall. The ticker hears of it and
     * pulls everything along by max-drift a tick: by 500 ms each 50 ms, 400 s for the hour, which
     * goes on meanwhile. Definitions go faster as long as the proxy of that partition asks for
     * them. Their requests are decided all the while at the usual pace, as meta runs ahead of them.
     * Requests on the partition that jumped wait until the slowest is within alignment, so up to
     * 400 s, and so do definitions once they are ten minutes ahead; nothing is lost. From then on
     * all is as ever, an hour early. When the broker is mended, its partition goes on from where it
     * was.
     */
    @Test
    void anHourAheadIsCaughtUpAtMaxDriftATickAndStaysWhenMended() {
        TestingLogTime log = new TestingLogTime(4);
        log.run(1_000);
        forgetWaits(log);
        log.brokerAheadMs[2] = HOUR_MS;
        log.run(10_000);
        log.brokerAheadMs[2] = 0;
        // Each tick gains what it moves, less the time that went by since the one before.
        long caughtUpMs = HOUR_MS / (MAX_DRIFT_MS - STEP_MS) * STEP_MS;
        assertThat(log.partitions[0].physicalMs() - log.realMs())
                .as("definitions: 500 ms a tick, once the ticker has heard of it")
                .isBetween((10_000 / STEP_MS - 2) * (MAX_DRIFT_MS - STEP_MS), HOUR_MS);
        log.run(caughtUpMs);
        for (TestingLogPartition each : log.partitions) {
            assertThat(log.realMs() + HOUR_MS - each.physicalMs())
                    .as("partition %s is there, and goes on by monotonic time", each.partition)
                    .isBetween(-MAX_DRIFT_MS, CALM_MS);
            boolean waited = each.partition == 2;
            assertThat(each.longestWaitMs)
                    .as("longest wait of partition %s", each.partition)
                    .isLessThanOrEqualTo(waited ? caughtUpMs : CALM_WAIT_MS);
        }
        forgetWaits(log);
        log.run(10_000);
        assertThat(longestWaitMs(log)).isLessThanOrEqualTo(CALM_WAIT_MS);
    }

    /** Definitions jump, and are read again once requests are within alignment's ten minutes. */
    @Test
    void definitionsAnHourAheadWaitForRequestsButInsertsDoNot() {
        TestingLogTime log = new TestingLogTime(13);
        log.run(1_000);
        forgetWaits(log);
        log.brokerAheadMs[0] = HOUR_MS;
        log.run(1_000);
        log.brokerAheadMs[0] = 0;
        // Requests rise by 500 ms each 50 ms: they are fifty minutes on in 300 s.
        log.run(295_000);
        assertThat(log.partitions[0].unread()).as("definitions are paused").isGreaterThan(5_000);
        // What was written meanwhile is read ten times as fast as it came.
        log.run(45_000);
        assertThat(log.partitions[0].unread()).as("and read again").isLessThanOrEqualTo(10);
        assertThat(longestWaitMs(log)).as("of inserts").isLessThanOrEqualTo(CALM_WAIT_MS);
    }

    /**
     * An hour ahead, but the job restarts before the others are there: its ticker must still know.
     */
    @Test
    void aRestartedTickerStillPullsTheOthersToAPartitionThatWasAhead() {
        TestingLogTime log = new TestingLogTime(5);
        log.run(1_000);
        log.checkpoint();
        log.brokerAheadMs[2] = HOUR_MS;
        log.run(1_000);
        log.brokerAheadMs[2] = 0;
        log.restart();
        log.run(HOUR_MS / (MAX_DRIFT_MS - STEP_MS) * STEP_MS + 1_000);
        for (TestingLogPartition each : log.partitions) {
            assertThat(log.realMs() + HOUR_MS - each.physicalMs()).isLessThanOrEqualTo(2 * CALM_MS);
            assertThat(each.undecided()).isLessThanOrEqualTo(5);
        }
    }

    /**
     * The one slow case: all is an hour ahead, mended, and a new ticker knows nothing of it. Then
     * each tick moves time by a millisecond, 20 ms a second, until real time has caught up: ticks
     * of channels come each 2.5 s rather than each 50 ms. Answers come as ever, as definitions stay
     * ahead, and nothing stops.
     */
    @Test
    void aTickerThatKnowsNothingOfTheHourMovesTimeByAMillisecondATick() {
        TestingLogTime log = new TestingLogTime(6);
        for (int i = 0; i < PARTITIONS; i++) {
            log.brokerAheadMs[i] = HOUR_MS;
        }
        log.run(5_000);
        for (int i = 0; i < PARTITIONS; i++) {
            log.brokerAheadMs[i] = 0;
        }
        log.restartTicker(false);
        log.run(100);
        forgetWaits(log);
        long beforeMs = log.partitions[1].physicalMs();
        long ticks = log.partitions[1].ticks();
        log.run(60_000);
        assertThat(log.partitions[1].physicalMs() - beforeMs)
                .isGreaterThanOrEqualTo(log.partitions[1].ticks() - ticks)
                .isGreaterThanOrEqualTo(60_000 / STEP_MS - 10);
        assertThat(longestWaitMs(log)).isLessThanOrEqualTo(1_000);
        log.run(HOUR_MS);
        assertCalm(log, "real time has caught up");
    }

    @Test
    void leadershipPassesToASlowerBrokerAndBack() {
        TestingLogTime log = new TestingLogTime(7);
        log.run(1_000);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            log.loseLeader(partition);
            log.run(300);
            log.electLeader(partition, -30_000);
            log.run(2 * CALM_MS);
            assertCalm(log, "the first tick carries the time of before");
        }
    }

    @Test
    void eightSecondsWithoutALeaderForDefinitionsCostEightSecondsAndNoMore() {
        TestingLogTime log = new TestingLogTime(8);
        log.run(1_000);
        long ticks = log.partitions[0].ticks();
        log.loseLeader(0);
        log.run(8_000);
        assertThat(log.partitions[1].undecided()).as("nothing is decided meanwhile").isPositive();
        assertThat(log.partitions[1].physicalMs())
                .as("requests have their time all the same")
                .isGreaterThanOrEqualTo(log.realMs() - CALM_MS);
        log.electLeader(0, 0);
        log.run(STEP_MS + 2 * LATENCY_MS);
        assertCalm(log, "one tick brings definitions up to date");
        assertThat(log.partitions[0].ticks() - ticks)
                .as("ticks did not pile up: of the ticker one, of proxies one a second waited")
                .isLessThanOrEqualTo(4 + 5 * (PARTITIONS - 1));
        assertThat(longestWaitMs(log)).isBetween(7_000L, 8_000 + CALM_WAIT_MS);
        forgetWaits(log);
        log.run(5_000);
        assertThat(longestWaitMs(log)).isLessThanOrEqualTo(CALM_WAIT_MS);
    }

    /** Beyond alignment's ten seconds the readers of requests pause, and go on where they were. */
    @Test
    void aMinuteWithoutALeaderForDefinitionsPausesRequestsAndLosesNothing() {
        TestingLogTime log = new TestingLogTime(9);
        log.run(1_000);
        log.loseLeader(0);
        log.run(60_000);
        assertThat(log.realMs() - log.partitions[1].physicalMs()).isGreaterThan(45_000);
        log.electLeader(0, 0);
        log.run(1_000);
        assertCalm(log, "all is read and decided");
        assertThat(log.partitions[1].undecided()).isLessThanOrEqualTo(2);
    }

    @Test
    void aFloodFillsMillisecondsAheadAndIsRefusedBeyondTheDrift() {
        TestingLogTime log = new TestingLogTime(10);
        log.run(1_000);
        // All of them within one millisecond of the broker: 1,024 a millisecond of the clock.
        for (int i = 0; i < 520_000; i++) {
            log.insert(1, 0);
        }
        log.run(1);
        assertThat(log.partitions[1].physicalMs() - log.realMs())
                .as("filled up to the drift")
                .isBetween(MAX_DRIFT_MS - 2, MAX_DRIFT_MS);
        assertThat(log.partitions[1].refused).as("the rest is refused").isPositive();
        long refused = log.partitions[1].refused;
        log.run(2_000);
        assertThat(log.partitions[1].refused).as("and no more afterwards").isEqualTo(refused);
        assertCalm(log, "real time has caught up with the flood");
    }

    @Test
    void aTokenPullsItsPartitionUpToTheDriftAndIsRefusedBeyond() {
        TestingLogTime log = new TestingLogTime(11);
        // Between two ticks, each of which would move the partition.
        log.run(1_010);
        TestingLogPartition first = log.partitions[1];
        log.insert(1, HybridTimestamp.of(log.realMs() + MAX_DRIFT_MS, 4, 7));
        log.run(1);
        assertThat(first.physicalMs())
                .as("a higher partition's token takes the next millisecond")
                .isEqualTo(log.realMs() - 1 + MAX_DRIFT_MS + 1);
        log.insert(1, HybridTimestamp.of(log.realMs() + MAX_DRIFT_MS + 1, 0, 0));
        log.run(1);
        assertThat(first.refused).isEqualTo(1);
        // A client that passes its token around pushes time no further than the drift.
        for (int i = 0; i < 10_000; i++) {
            int partition = 1 + i % (PARTITIONS - 1);
            log.insert(partition, HybridTimestamp.of(log.partitions[1].physicalMs(), 200, 0));
            log.run(1);
        }
        assertThat(first.physicalMs() - log.realMs()).isLessThanOrEqualTo(MAX_DRIFT_MS + 1);
        log.run(1_000);
        assertCalm(log, "tokens gone, time is the brokers' again");
    }

    @Test
    void aTickersOwnClockAnHourAheadIsClampedToTheDriftATick() {
        TestingLogTime log = new TestingLogTime(12);
        log.run(1_000);
        log.tickerAheadMs = HOUR_MS;
        long ticks = log.partitions[1].ticks();
        log.run(10_000);
        long taken = log.partitions[1].ticks() - ticks;
        assertThat(log.partitions[1].physicalMs() - log.realMs())
                .as("no tick moves time by more than the drift")
                .isBetween((taken - 2) * (MAX_DRIFT_MS - STEP_MS) - 10_000, taken * MAX_DRIFT_MS);
        log.tickerAheadMs = 0;
        log.run(1_000);
        log.restartTicker(true);
        long aheadMs = log.partitions[1].physicalMs() - log.realMs();
        log.run(aheadMs + 1_000);
        assertCalm(log, "a ticker's wrong clock is forgotten with its machine");
    }

    @Test
    void nothingSeededFaultsDoTogetherStallsOrCrashes() {
        for (long seed = 0; seed < 30; seed++) {
            try {
                manyFaults(seed);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError(
                        "seed "
                                + seed
                                + ": LogTimeTest#manyFaults replays it alone with that number",
                        failure);
            }
        }
    }

    private static void manyFaults(long seed) {
        Random random = new Random(seed);
        TestingLogTime log = new TestingLogTime(seed);
        long furthestMs = 0;
        for (int i = 0; i < 40; i++) {
            int partition = random.nextInt(PARTITIONS);
            switch (random.nextInt(8)) {
                case 0 -> log.brokerAheadMs[partition] = random.nextInt(20_000) - 10_000L;
                case 1 -> log.brokerAheadMs[partition] = -10_000;
                case 2 -> log.loseLeader(partition);
                case 3 -> log.electLeader(partition, random.nextInt(4_000) - 2_000);
                case 4 -> log.tickerAheadMs = random.nextInt(10_000) - 5_000L;
                case 5 -> log.restartTicker(random.nextBoolean());
                case 6 -> log.checkpoint();
                default -> log.restart();
            }
            furthestMs = Math.max(furthestMs, log.fastestMs() - log.realMs());
            log.run(random.nextInt(3_000));
        }
        for (int i = 0; i < PARTITIONS; i++) {
            log.electLeader(i, 0);
        }
        log.tickerAheadMs = 0;
        log.run(2 * furthestMs + 20_000);
        assertCalm(log, "calm after seed " + seed);
        forgetWaits(log);
        log.run(1_000);
        assertThat(longestWaitMs(log)).isLessThanOrEqualTo(CALM_WAIT_MS);
    }

    /** Every partition's time is that of the fastest clock, and requests are decided. */
    private static void assertCalm(TestingLogTime log, String why) {
        for (TestingLogPartition each : log.partitions) {
            assertThat(log.fastestMs() - each.physicalMs())
                    .as("%s: how far partition %s is behind", why, each.partition)
                    .isLessThanOrEqualTo(CALM_MS);
        }
    }

    private static long longestWaitMs(TestingLogTime log) {
        long longest = 0;
        for (TestingLogPartition each : log.partitions) {
            longest = Math.max(longest, each.longestWaitMs);
        }
        return longest;
    }

    private static void forgetWaits(TestingLogTime log) {
        for (TestingLogPartition each : log.partitions) {
            each.longestWaitMs = 0;
        }
    }
}

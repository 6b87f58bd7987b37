package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.connectors.kafka.TimeTickedConsumer;
import io.tidemark.request.Requests;
import io.tidemark.wal.HoldLimit;
import io.tidemark.wal.Pack;
import io.tidemark.wal.Positions;
import io.tidemark.wal.WalOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Readers of a real log, with the repeats that the failures of its job left in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeTickedConsumerITCase {

    private static final int REQUESTS = 1_500;
    private static final List<Integer> ALL = List.of(0, 1, 2, 3);
    private static final HoldLimit LIMIT = new HoldLimit(100_000, 100_000_000);

    @TempDir private static Path folder;
    private TestingCluster cluster;
    private long middle;
    private long tick;
    private List<Long> acceptedKeys;
    private List<ChannelLog> raw;
    private List<Pack> packs;

    @BeforeAll
    void writeALogWithRepeats() throws Exception {
        cluster = TestingCluster.start(folder);
        Disturbance disturbance = new Disturbance("reader", 3, 1);
        JobClient job =
                cluster.environment(
                                Map.of("tidemark.create.channels", "4"),
                                ends ->
                                        new TidemarkTopology.Ends(
                                                ends.definitions(),
                                                disturbed(ends.requests(), disturbance),
                                                ends.untilMs(),
                                                ends.writer(),
                                                ends.responses(),
                                                ends.ticker(),
                                                ends.definitionTicks(),
                                                ends.lifeSigns()))
                        .executeAsync("Tidemark");
        try (TestingClient client = new TestingClient(cluster.client(), 0)) {
            RequestLog log = new RequestLog(9, 4);
            // On a busy machine failures come before there is anything to repeat.
            for (int round = 0;
                    disturbance.happened() < 2 || ChannelLog.repeats(raw) == 0;
                    round++) {
                assertThat(round).as("rounds without a repeat").isLessThan(10);
                disturbance.failOnceMore();
                log.write(client, REQUESTS);
                acceptedKeys = log.acceptedKeys(client);
                raw = ChannelLog.read(cluster.client(), "dml");
            }
            // A second part, so that there is a middle with messages on both sides.
            middle = ChannelLog.lowestTick(ChannelLog.awaitTicks(cluster.client(), "dml"));
            log.write(client, REQUESTS);
            acceptedKeys = log.acceptedKeys(client);
            raw = ChannelLog.awaitTicks(cluster.client(), "dml");
            tick = ChannelLog.lowestTick(raw);
        }
        job.cancel().get();
        packs = readAll(Positions.earliest(ALL), tick);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void everyMessageIsHandedOutOnceAndInOrderThoughTheTopicHoldsRepeats() throws Exception {
        assertThat(ChannelLog.repeats(raw)).isPositive();
        assertThat(ChannelLog.insertedKeys(raw, tick)).isEqualTo(acceptedKeys);
        assertThat(names(packs))
                .doesNotHaveDuplicates()
                .hasSize((int) raw.stream().flatMap(ChannelLog::records).count());
        assertThat(messages(packs).stream().map(WalOutput.Message::timestamp).toList()).isSorted();
        for (int i = 1; i < packs.size(); i++) {
            assertThat(packs.get(i).begin()).isEqualTo(packs.get(i - 1).end());
        }
    }

    @Test
    void someOfTheChannelsGiveTheirPartOfIt() {
        List<Pack> some = readAll(Positions.earliest(List.of(1, 3)), tick);

        assertThat(names(some))
                .isEqualTo(
                        names(packs).stream()
                                .filter(name -> name.startsWith("1 ") || name.startsWith("3 "))
                                .toList());
    }

    @Test
    void aReaderGoesOnFromThePositionsOfAnyPack() {
        for (int i = 0; i < packs.size() - 1; i += 1 + packs.size() / 10) {
            List<Pack> rest = readAll(packs.get(i).positions(), tick);

            assertThat(names(rest)).isEqualTo(names(packs.subList(i + 1, packs.size())));
            assertThat(rest.get(0).begin()).isEqualTo(packs.get(i).end());
        }
    }

    @Test
    void aReaderStartsInTheMiddleFromATime() {
        long timeMs = HybridTimestamp.physicalMs(middle);
        // A clock is at most max-drift, half of it, ahead of the broker's append time.
        Duration lead = Duration.ofSeconds(1);

        List<Pack> rest;
        try (TimeTickedConsumer consumer =
                TimeTickedConsumer.fromTime(properties(), "dml", ALL, timeMs, lead, LIMIT)) {
            rest = read(consumer, tick);
        }

        long begin = rest.get(0).begin();
        assertThat(begin).as("the first tick at or after the time").isEqualTo(middle);
        assertThat(names(rest))
                .isNotEmpty()
                .isEqualTo(names(packs.stream().filter(pack -> pack.begin() >= begin).toList()));
    }

    private List<Pack> readAll(Positions start, long until) {
        try (TimeTickedConsumer consumer =
                TimeTickedConsumer.fromPositions(properties(), "dml", start, LIMIT)) {
            return read(consumer, until);
        }
    }

    private static List<Pack> read(TimeTickedConsumer consumer, long until) {
        List<Pack> packs = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (packs.isEmpty() || packs.get(packs.size() - 1).end() < until) {
            assertThat(System.nanoTime()).as("the log up to %d", until).isLessThan(deadline);
            packs.addAll(consumer.poll(Duration.ofMillis(100)));
        }
        packs.removeIf(pack -> pack.end() > until);
        return packs;
    }

    private Map<String, Object> properties() {
        return Map.of("bootstrap.servers", cluster.bootstrap());
    }

    private static List<WalOutput.Message> messages(List<Pack> packs) {
        return packs.stream().flatMap(pack -> pack.messages().stream()).toList();
    }

    /** Where a message belongs, and what it says. */
    private static List<String> names(List<Pack> packs) {
        return messages(packs).stream()
                .map(
                        message ->
                                "%d %d %d %d %d"
                                        .formatted(
                                                message.channel(),
                                                message.timestamp(),
                                                message.writer(),
                                                message.part(),
                                                Arrays.hashCode(message.body())))
                .toList();
    }

    private static <S extends SourceSplit, E> Source<Requests, ?, ?> disturbed(
            Source<Requests, S, E> source, Disturbance disturbance) {
        return new DisturbedSource<>(source, disturbance, "requests");
    }
}

package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.MutationResult;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.request.Method;
import io.tidemark.tick.DefinitionTicks;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log that grew while no job ran is worked off fast, in the heap that the tests' JVM has (1 GiB,
 * the broker and the clients included), and read again to the same bytes.
 */
class BacklogITCase {

    private static final int PARTITIONS = 4;
    private static final long BACKLOG_MS = 600_000;
    private static final long STEP_MS = 5_000;
    private static final int REQUESTS_A_STEP = 70;

    private static final Duration HELD = Duration.ofSeconds(10);
    private static final int HELD_INSERTS = 12_000;
    private static final int HELD_ROWS = 2_500;

    private static final AtomicLong READ_WHILE_HELD = new AtomicLong();
    private static final AtomicReference<Duration> SILENT_WHILE_HELD = new AtomicReference<>();

    @TempDir private Path folder;

    @Test
    void tenMinutesWithoutATickAreWorkedOffTenTimesFasterThanTheyCame(TestReporter report)
            throws Exception {
        TestingTime time = new TestingTime();
        try (TestingCluster cluster = TestingCluster.start(folder, time)) {
            cluster.environment(Map.of("tidemark.create.channels", "8"));
            try (TestingClient client = new TestingClient(cluster.client(), 0)) {
                RequestLog log = new RequestLog(7, PARTITIONS);
                for (long agoMs = BACKLOG_MS; agoMs >= 0; agoMs -= STEP_MS) {
                    time.aheadMs(-agoMs);
                    log.write(client, REQUESTS_A_STEP);
                }
                long start = System.nanoTime();
                JobClient job = cluster.start(Map.of());
                List<Long> accepted = log.acceptedKeys(client);
                List<ChannelLog> original = readAbove(cluster, newestMessage(cluster));
                long tookMs = Duration.ofNanos(System.nanoTime() - start).toMillis();
                job.cancel().get();
                report.publishEntry(log.inserts() + " inserts of ten minutes, ms", "" + tookMs);

                long tick = ChannelLog.lowestTick(original);
                assertThat(ChannelLog.insertedKeys(original, tick)).isEqualTo(accepted);
                assertThat(BACKLOG_MS / tookMs).as("times real time").isGreaterThanOrEqualTo(10);

                follow(cluster, 4, tick);
                List<ChannelLog> again = ChannelLog.read(cluster.client(), "p4-dml");
                for (int channel = 0; channel < original.size(); channel++) {
                    assertThat(again.get(channel).digest(tick))
                            .isEqualTo(original.get(channel).digest(tick));
                }
            }
        }
    }

    /**
     * The ticker is held back, so that definitions speak only their first word and nothing can be
     * decided: alignment alone keeps the backlog of requests in Kafka instead of on the heap.
     */
    @Test
    void aTickerHeldBackTenSecondsLeavesTheBacklogInKafka(TestReporter report) throws Exception {
        try (TestingCluster cluster = TestingCluster.start(folder)) {
            cluster.environment(Map.of());
            try (TestingClient client = new TestingClient(cluster.client(), 0)) {
                long backlog = writeLargeInserts(cluster);
                String[] last = new String[PARTITIONS];
                byte[] small = Requests.insert("absent", 1, 1, new Random(1)).toByteArray();
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    last[partition] = client.send("requests", partition, Method.INSERT, small);
                }
                StreamExecutionEnvironment env =
                        cluster.environment(Map.of(), BacklogITCase::holdTheTicker);
                JobClient job = env.executeAsync("held");
                for (String each : last) {
                    // Decided as the last of its partition: all before it were.
                    MutationResult result = client.await(each, Method.INSERT, MutationResult.class);
                    assertThat(result.getStatus().getCode())
                            .as("no such collection")
                            .isEqualTo(100);
                }
                job.cancel().get();
                report.publishEntry(
                        "bytes of " + backlog + " read while held", "" + READ_WHILE_HELD.get());
                assertThat(READ_WHILE_HELD.get())
                        .as("read ahead before alignment spoke, of %d bytes", backlog)
                        .isBetween(1L, backlog / 4);
                assertThat(SILENT_WHILE_HELD.get())
                        .as("read nothing more once alignment had spoken")
                        .isGreaterThan(HELD.dividedBy(2));
                assertThat(CountedSource.bytes()).isGreaterThanOrEqualTo(backlog);
            }
        }
    }

    /** What waits in each partition needs no ticker: the proxies' own ticks reach it. */
    @Test
    void withoutATickerProxiesAskForTheTimeThatTheirRequestsNeed() throws Exception {
        try (TestingCluster cluster = TestingCluster.start(folder)) {
            cluster.environment(Map.of());
            try (TestingClient client = new TestingClient(cluster.client(), 0)) {
                String[] sent = new String[PARTITIONS];
                byte[] insert = Requests.insert("absent", 1, 1, new Random(1)).toByteArray();
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    sent[partition] = client.send("requests", partition, Method.INSERT, insert);
                }
                JobClient job =
                        cluster.environment(Map.of(), BacklogITCase::withoutTicker)
                                .executeAsync("without a ticker");
                for (String each : sent) {
                    assertThat(
                                    client.await(each, Method.INSERT, MutationResult.class)
                                            .getStatus()
                                            .getCode())
                            .as("no such collection")
                            .isEqualTo(100);
                }
                job.cancel().get();
                assertThat(cluster.endOfDefinitions()).isPositive();
            }
        }
    }

    private static TidemarkTopology.Ends withoutTicker(TidemarkTopology.Ends ends) {
        return new TidemarkTopology.Ends(
                ends.definitions(),
                ends.requests(),
                ends.untilMs(),
                ends.writer(),
                ends.responses(),
                Optional.empty(),
                ends.definitionTicks(),
                ends.lifeSigns());
    }

    /** Nor do proxies ask for time: nobody moves definitions. */
    private static TidemarkTopology.Ends holdTheTicker(TidemarkTopology.Ends ends) {
        return new TidemarkTopology.Ends(
                ends.definitions(),
                counted(ends.requests()),
                ends.untilMs(),
                ends.writer(),
                ends.responses(),
                ends.ticker().map(BacklogITCase::held),
                DefinitionTicks.NONE,
                ends.lifeSigns());
    }

    private static <S extends SourceSplit, E> Source<io.tidemark.request.Requests, ?, ?> counted(
            Source<io.tidemark.request.Requests, S, E> source) {
        return new CountedSource<>(source);
    }

    private static <S extends SourceSplit, E> Source<Long, ?, ?> held(Source<Long, S, E> ticker) {
        return new HeldSource<>(ticker, HELD, (Runnable & Serializable) BacklogITCase::released);
    }

    private static void released() {
        READ_WHILE_HELD.set(CountedSource.bytes());
        SILENT_WHILE_HELD.set(CountedSource.silence());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flushed, and awaited through the last answers
    private static long writeLargeInserts(TestingCluster cluster) {
        byte[] payload = Requests.insert("absent", 1, HELD_ROWS, new Random(1)).toByteArray();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        cluster.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < HELD_INSERTS; i++) {
                ProducerRecord<byte[], byte[]> insert =
                        new ProducerRecord<>("requests", i % PARTITIONS, null, payload);
                insert.headers()
                        .add("method", Method.INSERT.fullName().getBytes(StandardCharsets.UTF_8));
                producer.send(insert);
            }
            producer.flush();
        }
        return (long) HELD_INSERTS * payload.length;
    }

    private static void follow(TestingCluster cluster, int parallelism, long tick)
            throws Exception {
        cluster.environment(
                        Map.of(
                                "tidemark.role",
                                "follower",
                                "tidemark.until",
                                Long.toString(tick),
                                "tidemark.topics.shadow",
                                "p" + parallelism + "-",
                                "parallelism.default",
                                Integer.toString(parallelism)))
                .execute("follower at " + parallelism);
    }

    private static List<ChannelLog> readAbove(TestingCluster cluster, long timestamp) {
        List<ChannelLog> channels;
        do {
            channels = ChannelLog.read(cluster.client(), "dml");
        } while (ChannelLog.lowestTick(channels) <= timestamp);
        return channels;
    }

    private static long newestMessage(TestingCluster cluster) {
        return ChannelLog.read(cluster.client(), "dml").stream()
                .flatMap(channel -> channel.rawMessages().stream())
                .mapToLong(ChannelLog.Key::timestamp)
                .max()
                .orElse(HybridTimestamp.of(0, 0, 0));
    }
}

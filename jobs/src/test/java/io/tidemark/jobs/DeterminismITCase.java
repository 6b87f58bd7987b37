package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.request.Requests;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The one idea: the same request log gives the same write-ahead log, byte for byte, at any
 * parallelism, on any backend, however the network delays it and wherever it fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeterminismITCase {

    private static final int REQUESTS = 4000;
    private static final int PARTITIONS = 4;

    @TempDir private static Path folder;
    private TestingCluster cluster;
    private long tick;
    private List<ChannelLog> original;
    private List<Long> acceptedKeys;
    private int inserts;
    private long limitedInserts;

    @BeforeAll
    void writeTheLog() throws Exception {
        cluster = TestingCluster.start(folder);
        JobClient leader =
                cluster.start(Map.of("tidemark.create.channels", "8", "parallelism.default", "2"));
        try (TestingClient client = new TestingClient(cluster.client(), 0)) {
            RequestLog log = new RequestLog(42, PARTITIONS).limited();
            log.write(client, REQUESTS);
            acceptedKeys = log.acceptedKeys(client);
            inserts = log.inserts();
            limitedInserts = log.limitedInserts();
        }
        // Answers are behind their messages; the ticks above them follow.
        original = ChannelLog.awaitTicks(cluster.client(), "dml");
        tick = ChannelLog.lowestTick(original);
        leader.cancel().get();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void theLogHoldsEveryAcceptedRowOnceAndNoOther() throws Exception {
        List<Long> keys = ChannelLog.insertedKeys(original, tick);
        assertThat(keys).isEqualTo(acceptedKeys);
        assertThat(limitedInserts).as("inserts beyond a collection's limit").isPositive();
        assertThat(acceptedKeys.size())
                .as("some inserts met a dropped collection, most did not")
                .isBetween(inserts, inserts * 5 - 1);
    }

    /** A checkpoint each 30 ms also meets a job that reads on behind the end of meta. */
    @ParameterizedTest(name = "parallelism {0}, {1}, {2} failures, a checkpoint each {3} ms")
    @CsvSource({
        "1, hashmap, 0, 30",
        "1, rocksdb, 2, 500",
        "2, hashmap, 3, 500",
        "2, rocksdb, 0, 30",
        "4, hashmap, 2, 30",
        "4, rocksdb, 3, 500"
    })
    void aFollowerWritesTheSameBytes(
            int parallelism, String backend, int failures, int checkpointMs) throws Exception {
        String run = "p" + parallelism + "-" + backend + "-";
        Disturbance disturbance = new Disturbance(run, run.hashCode(), failures);
        long definitions = cluster.endOfDefinitions();

        follow(run, parallelism, backend, checkpointMs, disturbance);

        List<ChannelLog> follower = ChannelLog.read(cluster.client(), run + "dml");
        assertThat(disturbance.happened()).as("failures on purpose").isEqualTo(failures);
        assertThat(cluster.endOfDefinitions())
                .as("a follower asks nobody for time")
                .isEqualTo(definitions);
        assertThat(digests(follower)).isEqualTo(digests(original));
        assertThat(follower.stream().map(ChannelLog::rawMessages).toList())
                .as("raw arrival differed, or the run proves nothing")
                .isNotEqualTo(original.stream().map(ChannelLog::rawMessages).toList());
    }

    private void follow(
            String run, int parallelism, String backend, int checkpointMs, Disturbance disturbance)
            throws Exception {
        Map<String, String> settings = new TreeMap<>();
        settings.put("tidemark.role", "follower");
        settings.put("tidemark.until", Long.toString(tick));
        settings.put("tidemark.topics.shadow", run);
        settings.put("parallelism.default", Integer.toString(parallelism));
        settings.put("state.backend.type", backend);
        settings.put("execution.checkpointing.interval", checkpointMs + " ms");
        StreamExecutionEnvironment env =
                cluster.environment(
                        settings,
                        ends ->
                                new TidemarkTopology.Ends(
                                        disturbed(ends.definitions(), disturbance, "definitions"),
                                        disturbed(ends.requests(), disturbance, "requests"),
                                        ends.untilMs(),
                                        ends.writer(),
                                        ends.responses(),
                                        ends.ticker(),
                                        ends.definitionTicks(),
                                        ends.lifeSigns()));
        env.execute("follower " + run);
    }

    private static <S extends SourceSplit, E> Source<Requests, ?, ?> disturbed(
            Source<Requests, S, E> source, Disturbance disturbance, String place) {
        return new DisturbedSource<>(source, disturbance, place);
    }

    private Map<Integer, String> digests(List<ChannelLog> channels) throws Exception {
        Map<Integer, String> digests = new TreeMap<>();
        for (int channel = 0; channel < channels.size(); channel++) {
            digests.put(channel, channels.get(channel).digest(tick));
        }
        return digests;
    }
}

package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.MutationResult;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.request.Method;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job on a broker whose clock steps back ten seconds, runs an hour ahead and is mended:
 * answers and ticks keep coming, in order, and a job that reads it all again writes the same bytes.
 * What happens where only one of several brokers does so, and what it costs, is told and measured
 * in {@code LogTimeTest}.
 */
class ClockITCase {

    private static final int PARTITIONS = 4;
    private static final int INSERTS_A_PHASE = 100;
    private static final long HOUR_MS = 3_600_000;

    @TempDir private static Path folder;

    private final Random random = new Random(5);
    private final long[] newest = new long[PARTITIONS];
    private long nextKey = 1;

    @Test
    void timeGoesOnWhateverTheBrokersClockDoes() throws Exception {
        TestingTime time = new TestingTime();
        try (TestingCluster cluster = TestingCluster.start(folder, time);
                TestingClient client = createCollection(cluster)) {
            Map<String, String> settings = Map.of("tidemark.create.channels", "4");
            JobClient job = cluster.start(settings);
            for (long aheadMs : new long[] {0, -10_000, 0, HOUR_MS, HOUR_MS - 10_000, 0}) {
                time.aheadMs(aheadMs);
                insertAndFollow(cluster, client, "the clock at " + aheadMs + " ms");
            }
            job.cancel().get();
            int written = messages(cluster);

            // Started anew it stamps all that again, and its ticker knows nothing of the hour.
            JobClient again = cluster.start(settings);
            insertAndFollow(cluster, client, "a job without state");
            again.cancel().get();

            List<ChannelLog> channels = ChannelLog.read(cluster.client(), "dml");
            assertThat(ChannelLog.repeats(channels))
                    .as("the same messages again, which ChannelLog compared byte for byte")
                    .isGreaterThanOrEqualTo(written);
            assertThat(ChannelLog.insertedKeys(channels, Long.MAX_VALUE))
                    .isEqualTo(LongStream.range(1, nextKey).boxed().toList());
        }
    }

    /** Inserts, waits for the answers and then for a tick above them on every channel. */
    private void insertAndFollow(TestingCluster cluster, TestingClient client, String phase)
            throws Exception {
        Map<String, Integer> sent = new LinkedHashMap<>();
        for (int i = 0; i < INSERTS_A_PHASE; i++) {
            int partition = i % PARTITIONS;
            byte[] insert = Requests.insert("tides", nextKey++, 1, random).toByteArray();
            sent.put(client.send("requests", partition, Method.INSERT, insert), partition);
        }
        for (Map.Entry<String, Integer> each : sent.entrySet()) {
            MutationResult result =
                    client.await(each.getKey(), Method.INSERT, MutationResult.class);
            assertThat(result.getStatus().getReason()).as(phase).isEmpty();
            assertThat(result.getTimestamp())
                    .as("%s: later than all before of its partition", phase)
                    .isGreaterThan(newest[each.getValue()]);
            assertThat(HybridTimestamp.partition(result.getTimestamp()))
                    .isEqualTo(1 + each.getValue());
            newest[each.getValue()] = result.getTimestamp();
        }
        long target = LongStream.of(newest).max().orElseThrow();
        long tick;
        do {
            // A tick comes in each cell in which definitions have one, so also on idle channels.
            tick = ChannelLog.lowestTick(ChannelLog.read(cluster.client(), "dml"));
        } while (tick < target);
    }

    private static TestingClient createCollection(TestingCluster cluster) throws Exception {
        // Topics are there once a job is built; the request waits in the log for the job.
        cluster.environment(Map.of("tidemark.create.channels", "4"));
        TestingClient client = new TestingClient(cluster.client(), 0);
        client.send(
                "definitions",
                0,
                Method.CREATE_COLLECTION,
                Requests.create("tides", 2).toByteArray());
        return client;
    }

    private static int messages(TestingCluster cluster) {
        return ChannelLog.read(cluster.client(), "dml").stream()
                .mapToInt(channel -> channel.rawMessages().size())
                .sum();
    }
}

package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.MutationResult;
import io.milvus.grpc.Status;
import io.tidemark.connectors.kafka.LogDigest;
import io.tidemark.request.Method;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that stop with a savepoint, and what they may be started from again. */
class StopITCase {

    private static final int REQUESTS = 1_500;

    @TempDir private Path folder;
    private TestingCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = TestingCluster.start(folder);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aDrainedJobWritesNoFalseTickAndGoesOnFromItsSavepoint() throws Exception {
        RequestLog log = new RequestLog(5, 4);
        JobClient job = cluster.start(settings(Map.of()));
        try (TestingClient client = new TestingClient(cluster.client(), 0)) {
            for (SavepointFormatType format : SavepointFormatType.values()) {
                log.write(client, REQUESTS);
                // Some of it is decided, some waits, some is not yet read.
                client.call(Method.CREATE_COLLECTION, Requests.create("c", 1), Status.class);
                cluster.awaitCheckpoint(job);
                log.write(client, REQUESTS);
                String savepoint = job.stopWithSavepoint(true, savepoints(), format).get();
                // Throws where the job ended in any other way than finished.
                job.getJobExecutionResult().get();
                ChannelLog.read(cluster.client(), "dml");
                job = cluster.start(settings(Map.of("execution.state-recovery.path", savepoint)));
            }
            List<Long> accepted = log.acceptedKeys(client);
            List<ChannelLog> channels = ChannelLog.awaitTicks(cluster.client(), "dml");
            long tick = ChannelLog.lowestTick(channels);
            assertThat(ChannelLog.insertedKeys(channels, tick)).isEqualTo(accepted);
            job.cancel().get();
        }
    }

    @Test
    void stateIsTakenOnlyAgainstTheLogAndTheSettingsItWasMadeFrom() throws Exception {
        JobClient job = cluster.start(settings(Map.of()));
        try (TestingClient client = new TestingClient(cluster.client(), 0);
                Admin admin = Admin.create(cluster.client())) {
            client.call(Method.CREATE_COLLECTION, Requests.create("good", 1), Status.class);
            insert(client);
            cluster.awaitCheckpoint(job);
            String savepoint =
                    job.stopWithSavepoint(false, savepoints(), SavepointFormatType.CANONICAL).get();
            job.getJobExecutionResult().get();
            Map<String, String> restored =
                    settings(
                            Map.of(
                                    "execution.state-recovery.path",
                                    savepoint,
                                    "tidemark.create.max-rows",
                                    "77"));

            admin.deleteTopics(List.of("cluster")).all().get();
            long written = written();
            fails(restored, "the state was written under other cluster settings");
            assertThat(written()).as("what it wrote before it was refused").isEqualTo(written);
            restored.put("tidemark.state.force", "true");
            job = cluster.start(restored);
            insert(client);
            job.cancel().get();

            TopicPartition partition = new TopicPartition("requests", 0);
            // To its present end, which lies behind the savepoint.
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1))).all().get();
            fails(restored, "that state still needs are gone from the broker");

            admin.deleteTopics(List.of("requests")).all().get();
            fails(restored, "topic requests is not the log this state was made from");
        }
    }

    @Test
    void anOlderVersionsStateIsTakenOnlyFromASavepointThatStoppedIt() throws Exception {
        JobClient job = cluster.start(settings(Map.of()));
        try (TestingClient client = new TestingClient(cluster.client(), 0)) {
            client.call(Method.CREATE_COLLECTION, Requests.create("good", 1), Status.class);
            cluster.awaitCheckpoint(job);
            String beside = job.triggerSavepoint(savepoints(), SavepointFormatType.CANONICAL).get();
            String stopped =
                    job.stopWithSavepoint(false, savepoints(), SavepointFormatType.CANONICAL).get();
            job.getJobExecutionResult().get();

            asIfWrittenBy(LogDigest.BEHAVIOUR - 1, beside);
            fails(from(beside), "stop that with a savepoint");
            asIfWrittenBy(LogDigest.BEHAVIOUR + 1, stopped);
            fails(from(stopped), "a newer version wrote on");
            asIfWrittenBy(LogDigest.BEHAVIOUR - 1, stopped);
            job = cluster.start(from(stopped));
            insert(client);
            job.cancel().get();
        }
    }

    private static Map<String, String> from(String savepoint) {
        return settings(Map.of("execution.state-recovery.path", savepoint));
    }

    /** In what the sources' coordinators keep, the version follows the settings' digest. */
    private static void asIfWrittenBy(int behaviour, String savepoint) throws IOException {
        Path metadata = Path.of(URI.create(savepoint)).resolve("_metadata");
        byte[] bytes = Files.readAllBytes(metadata);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher digest = Pattern.compile("\\x00\\x40[0-9a-f]{64}").matcher(text);
        int found = 0;
        while (digest.find()) {
            ByteBuffer.wrap(bytes).putInt(digest.end(), behaviour);
            found++;
        }
        assertThat(found).as("sources in the savepoint").isEqualTo(2);
        Files.write(metadata, bytes);
    }

    /** A job that restarted in the face of it would never end: it has restarts without number. */
    private void fails(Map<String, String> settings, String sentence) throws Exception {
        JobClient job = cluster.start(settings);

        assertThat(job.getJobExecutionResult())
                .failsWithin(Duration.ofSeconds(60))
                .withThrowableThat()
                .satisfies(failure -> assertThat(failure).hasStackTraceContaining(sentence));
    }

    /** Records in {@code dml}. */
    private long written() throws Exception {
        return ChannelLog.read(cluster.client(), "dml").stream()
                .mapToLong(ChannelLog::rawRecords)
                .sum();
    }

    private static void insert(TestingClient client) throws Exception {
        MutationResult result =
                client.call(
                        Method.INSERT,
                        Requests.insert("good", 1, 3, new Random(1)),
                        MutationResult.class);
        assertThat(result.getStatus().getReason()).isEmpty();
    }

    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(more);
        settings.put("parallelism.default", "4");
        settings.put("tidemark.create.channels", "4");
        settings.put("restart-strategy.fixed-delay.attempts", "1000000");
        return settings;
    }

    private String savepoints() {
        return folder.resolve("savepoints").toUri().toString();
    }
}

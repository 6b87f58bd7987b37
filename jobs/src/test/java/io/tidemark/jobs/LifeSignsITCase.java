package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.MutationResult;
import io.milvus.grpc.StateCode;
import io.milvus.grpc.Status;
import io.tidemark.jobs.local.LoopbackPort;
import io.tidemark.life.Watchdog;
import io.tidemark.life.Watchdog.Watched;
import io.tidemark.proto.Heartbeat;
import io.tidemark.request.Method;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a running job tells of itself: heartbeats in their topic, metrics as Prometheus has them.
 */
@Timeout(300)
class LifeSignsITCase {

    @TempDir private static Path folder;

    @Test
    void usageExample() throws Exception {
        int port = LoopbackPort.free("The test", 0);
        try (TestingCluster cluster = TestingCluster.start(folder)) {
            JobClient job =
                    cluster.start(
                            Map.of(
                                    "tidemark.heartbeat.interval",
                                    "200 ms",
                                    "metrics.reporter.prom.factory.class",
                                    "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
                                    "metrics.reporter.prom.port",
                                    Integer.toString(port),
                                    "metrics.reporter.prom.filterLabelValueCharacters",
                                    "false"));
            try (TestingClient client = new TestingClient(cluster.client(), 1)) {
                work(client);
                awaitHealth(cluster);
                assertScraped(scrape(port));
            } finally {
                job.cancel().get();
            }
        }
    }

    private static void work(TestingClient client) throws Exception {
        Status created =
                client.call(Method.CREATE_COLLECTION, Requests.create("books", 2), Status.class);
        assertThat(created.getReason()).isEmpty();
        MutationResult inserted =
                client.call(
                        Method.INSERT,
                        Requests.insert("books", 1, 100, new Random(1)),
                        MutationResult.class);
        assertThat(inserted.getStatus().getReason()).isEmpty();
        MutationResult refused =
                client.call(
                        Method.INSERT,
                        Requests.insert("none", 1, 100, new Random(1)),
                        MutationResult.class);
        assertThat(refused.getStatus().getCode()).isEqualTo(100);
    }

    /** Reads heartbeats until everybody lives, has time, and tells of the work done. */
    private static void awaitHealth(TestingCluster cluster) throws IOException {
        Watchdog watchdog = new Watchdog();
        TopicPartition heartbeats = new TopicPartition("heartbeats", 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        cluster.client(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(heartbeats));
            consumer.seekToBeginning(List.of(heartbeats));
            while (!healthy(watchdog.components())) {
                for (ConsumerRecord<byte[], byte[]> heard : consumer.poll(Duration.ofMillis(100))) {
                    Heartbeat heartbeat = Heartbeat.parseFrom(heard.value());
                    assertThat(heartbeat.getIntervalMs()).isEqualTo(200);
                    watchdog.heard(heartbeat, heard.timestamp());
                }
            }
        }
        // Parallelism 2 and P = 4: four proxies, two tick writers.
        assertThat(watchdog.components())
                .extracting(Watched::id)
                .containsExactly(
                        "proxy-0",
                        "proxy-1",
                        "proxy-2",
                        "proxy-3",
                        "rootcoord-0",
                        "tick-writer-0",
                        "tick-writer-1",
                        "time-ticker-0");
    }

    private static boolean healthy(List<Watched> components) {
        long insertions = 0;
        for (Watched watched : components) {
            if (watched.newest() == null
                    || watched.newest().getComponent().getStateCode() != StateCode.Healthy) {
                return false;
            }
            insertions += watched.newest().getTaskScheduler().getNumDmDone();
        }
        return insertions == 2;
    }

    /** Every metric but that of our own faults, which has not occurred. */
    private static void assertScraped(String scraped) {
        for (KnownMetrics.Found found : KnownMetrics.all()) {
            if (!found.metric().name().equals("tasksFailed")) {
                assertThat(scraped.lines())
                        .as(found.prometheus())
                        .anyMatch(line -> line.startsWith(found.prometheus() + "{"));
            }
        }
        for (String label :
                List.of(
                        "error=\"COLLECTION_NOT_FOUND\"",
                        "method=\"CreateCollection\"",
                        "partition=\"requests-3\"")) {
            assertThat(scraped.lines()).as(label).anyMatch(line -> line.contains(label));
        }
    }

    private static String scrape(int port) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

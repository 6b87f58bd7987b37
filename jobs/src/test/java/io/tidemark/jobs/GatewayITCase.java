package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.ErrorCode;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.Status;
import io.tidemark.connectors.grpc.Gateway;
import io.tidemark.connectors.grpc.GatewayOptions;
import io.tidemark.request.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gateways before a job and a broker, at the wire: what Milvus' own clients do not show. */
@Timeout(180)
class GatewayITCase {

    private static final Topics TOPICS = new Topics("", "");
    private static final HasCollectionRequest HAS_BOOKS =
            HasCollectionRequest.newBuilder().setCollectionName("books").build();

    @TempDir private Path folder;

    /** Before 2.3 there was no handshake, no code beside the error code, no base. */
    @Test
    @SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
    void usageExample() throws Exception {
        try (TestingCluster cluster = TestingCluster.start(folder)) {
            JobClient job = cluster.start(Map.of());
            try (Gateway gateway = gateway(cluster);
                    TestingMilvus client = new TestingMilvus(gateway)) {
                Status created =
                        client.call(
                                Method.CREATE_COLLECTION,
                                Requests.create("books", 2),
                                Status.class);
                assertThat(created.getErrorCode()).isEqualTo(ErrorCode.Success);
                assertThat(
                                client.call(Method.HAS_COLLECTION, HAS_BOOKS, BoolResponse.class)
                                        .getValue())
                        .isTrue();
                DescribeCollectionResponse described =
                        client.call(
                                Method.DESCRIBE_COLLECTION,
                                DescribeCollectionRequest.newBuilder()
                                        .setCollectionName("books")
                                        .build(),
                                DescribeCollectionResponse.class);
                assertThat(described.getShardsNum()).isEqualTo(2);
                MutationResult inserted =
                        client.call(
                                Method.INSERT,
                                Requests.insert("books", 1, 100, new Random(1)),
                                MutationResult.class);
                assertThat(inserted.getStatus().getErrorCode()).isEqualTo(ErrorCode.Success);
                assertThat(inserted.getInsertCnt()).isEqualTo(100);
                DescribeCollectionResponse missing =
                        client.call(
                                Method.DESCRIBE_COLLECTION,
                                DescribeCollectionRequest.newBuilder()
                                        .setCollectionName("maps")
                                        .build(),
                                DescribeCollectionResponse.class);
                assertThat(missing.getStatus().getErrorCode())
                        .isEqualTo(ErrorCode.CollectionNotExists);
                assertThat(scraped(gateway))
                        .contains(
                                "tidemark_gateway_calls_total{outcome=\"answered\",rpc=\"Insert\"}"
                                        + " 1.0",
                                "tidemark_gateway_call_seconds_count{rpc=\"Insert\"} 1");
            } finally {
                job.cancel().get();
            }
        }
    }

    @Test
    void aStoppedGatewaysCallsAreToldAndTheirAnswersAreNobodys() throws Exception {
        try (TestingCluster cluster = TestingCluster.start(folder)) {
            Configuration configuration = new Configuration();
            configuration.set(TidemarkOptions.BOOTSTRAP, cluster.bootstrap());
            TidemarkJob.setUp(configuration);
            Gateway former = gateway(cluster);
            try (TestingMilvus client = new TestingMilvus(former)) {
                // No job runs, so nobody answers before the stop.
                Future<Message> call =
                        client.begin(Method.CREATE_COLLECTION, Requests.create("books", 2));
                awaitLogged(cluster);
                former.close();

                Status told = (Status) call.get();
                assertThat(told.getRetriable()).isTrue();
                assertThat(told.getReason()).startsWith("the gateway stops");
            }

            try (Gateway next = gateway(cluster);
                    TestingMilvus client = new TestingMilvus(next)) {
                assertOnlyItsOwnAnswersCount(next, client, cluster.start(Map.of()));
            }
        }
    }

    /** A call that is under way may still be turned away; one whose request is logged may not. */
    private static void awaitLogged(TestingCluster cluster) {
        TopicPartition definitions = new TopicPartition(TOPICS.definitions(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        cluster.client(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            while (consumer.endOffsets(List.of(definitions)).get(definitions) == 0) {
                Thread.onSpinWait();
            }
        }
    }

    private static void assertOnlyItsOwnAnswersCount(
            Gateway gateway, TestingMilvus client, JobClient job) throws Exception {
        try {
            assertThat(client.call(Method.HAS_COLLECTION, HAS_BOOKS, BoolResponse.class).getValue())
                    .isTrue();
            assertThat(gateway.counters().unknownAnswers()).isEqualTo(1);
            assertThat(gateway.counters().answered()).isEqualTo(1);
        } finally {
            job.cancel().get();
        }
    }

    private static Stream<String> scraped(Gateway gateway) throws Exception {
        URI metrics =
                URI.create("http://127.0.0.1:" + gateway.metricsPort().getAsInt() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofLines())
                .body();
    }

    /** Both lives wait on one partition of responses. */
    private static Gateway gateway(TestingCluster cluster) throws Exception {
        GatewayOptions options = GatewayOptions.onLoopback(0);
        return ClusterGateway.start(
                new GatewayOptions(
                                options.host(),
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                OptionalInt.of(2),
                                options.maxCalls(),
                                options.maxBytes(),
                                Duration.ofSeconds(60),
                                Optional.empty())
                        .withMetricsOnLoopback(0),
                cluster.client(),
                TOPICS);
    }
}

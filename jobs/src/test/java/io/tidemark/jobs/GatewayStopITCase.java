package io.tidemark.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.Status;
import io.tidemark.connectors.grpc.Gateway;
import io.tidemark.request.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gateways that are stopped before a broker, while calls are under way that no job answers. */
@Timeout(180)
class GatewayStopITCase {

    private static final HasCollectionRequest HAS_BOOKS =
            HasCollectionRequest.newBuilder().setCollectionName("books").build();

    @TempDir private static Path folder;

    private static TestingCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestingCluster.start(folder);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    /**
     * An answer within the grace reaches its client. The test plays the job, to say when it comes.
     */
    @Test
    void usageExample() throws Exception {
        setUp("quiet-");
        Gateway gateway = cluster.gateway("quiet-");
        try (TestingMilvus client = new TestingMilvus(gateway);
                TestingMilvus balancer = new TestingMilvus(gateway);
                KafkaProducer<byte[], byte[]> played =
                        new KafkaProducer<>(
                                cluster.client(),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())) {
            Iterator<HealthCheckResponse> health = balancer.health();
            assertThat(health.next().getStatus()).isEqualTo(ServingStatus.SERVING);
            Future<Message> call = client.begin(Method.HAS_COLLECTION, HAS_BOOKS);
            ConsumerRecord<byte[], byte[]> request = awaitLogged("quiet-");

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> close(gateway));
            assertThat(health.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
            // Who still listens would be waited for as well.
            balancer.close();
            assertThat(call).isNotDone();
            played.send(answer(request, "quiet-responses")).get();

            assertThat(((BoolResponse) call.get()).getValue()).isTrue();
            stopped.get();
            assertThat(gateway.counters().answered()).isEqualTo(1);
        }
    }

    @Test
    void aStoppedGatewaysCallsAreToldAndTheirAnswersAreNobodys() throws Exception {
        setUp("former-");
        Gateway former = cluster.gateway("former-");
        try (TestingMilvus client = new TestingMilvus(former)) {
            // No job runs, so nobody answers before the stop.
            Future<Message> call =
                    client.begin(Method.CREATE_COLLECTION, Requests.create("books", 2));
            awaitLogged("former-");
            former.close();

            Status told = (Status) call.get();
            assertThat(told.getRetriable()).isTrue();
            assertThat(told.getReason()).startsWith("the gateway stops");
        }

        try (Gateway next = cluster.gateway("former-");
                TestingMilvus client = new TestingMilvus(next)) {
            assertOnlyItsOwnAnswersCount(
                    next,
                    client,
                    cluster.start(Map.of(TidemarkOptions.TOPIC_PREFIX.key(), "former-")));
        }
    }

    private static void setUp(String prefix) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(TidemarkOptions.BOOTSTRAP, cluster.bootstrap());
        configuration.set(TidemarkOptions.TOPIC_PREFIX, prefix);
        TidemarkJob.setUp(configuration);
    }

    /** A call that is under way may still be turned away; one whose request is logged may not. */
    private static ConsumerRecord<byte[], byte[]> awaitLogged(String prefix) {
        TopicPartition definitions = new TopicPartition(prefix + "definitions", 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        cluster.client(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(definitions));
            consumer.seekToBeginning(List.of(definitions));
            ConsumerRecords<byte[], byte[]> logged;
            do {
                logged = consumer.poll(Duration.ofMillis(100));
            } while (logged.isEmpty());
            return logged.iterator().next();
        }
    }

    private static void assertOnlyItsOwnAnswersCount(
            Gateway gateway, TestingMilvus client, JobClient job) throws Exception {
        try {
            assertThat(client.call(Method.HAS_COLLECTION, HAS_BOOKS, BoolResponse.class).getValue())
                    .isTrue();
            // Answers of two requests may leave by two tasks: this one's may come first.
            while (gateway.counters().unknownAnswers() == 0) {
                Thread.onSpinWait();
            }
            assertThat(gateway.counters().unknownAnswers()).isEqualTo(1);
            assertThat(gateway.counters().answered()).isEqualTo(1);
        } finally {
            job.cancel().get();
        }
    }

    private static void close(Gateway gateway) {
        try {
            gateway.close();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the job would answer that the collection is there. */
    private static ProducerRecord<byte[], byte[]> answer(
            ConsumerRecord<byte[], byte[]> request, String responses) {
        int partition =
                Integer.parseInt(
                        new String(request.headers().lastHeader("reply-to").value(), UTF_8));
        return new ProducerRecord<>(
                responses,
                partition,
                null,
                null,
                BoolResponse.newBuilder()
                        .setStatus(Status.getDefaultInstance())
                        .setValue(true)
                        .build()
                        .toByteArray(),
                List.of(
                        request.headers().lastHeader("correlation"),
                        request.headers().lastHeader("method"),
                        new RecordHeader("timestamp", "1".getBytes(UTF_8))));
    }
}

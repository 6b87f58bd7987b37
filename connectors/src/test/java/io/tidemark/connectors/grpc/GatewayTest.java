package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a gateway stops. It would wait an hour for answers, so a test that waits for it fails. */
@Timeout(120)
class GatewayTest {

    private static final TopicPartition ANSWERS = new TopicPartition("responses", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

    @Test
    void usageExample() throws Exception {
        Gateway gateway = gateway();
        ManagedChannel client = client(gateway);
        assertThat(health(client)).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);

        gateway.close();

        assertThat(producer.closed()).isTrue();
        assertThat(consumer.closed()).isTrue();
        assertThat(gateway.ended()).isCompleted();
        client.shutdownNow();
    }

    @Test
    void whoWatchesTheHealthHoldsNoStopUp() throws Exception {
        Gateway gateway = gateway();
        ManagedChannel client = client(gateway);
        CompletableFuture<Void> watches = new CompletableFuture<>();
        HealthGrpc.newStub(client)
                .watch(HealthCheckRequest.getDefaultInstance(), watching(watches));
        watches.join();

        gateway.close();

        assertThat(gateway.ended()).isCompleted();
        client.shutdownNow();
    }

    @Test
    void whoCannotWriteAnyMoreSaysSo() throws Exception {
        Gateway gateway = gateway();
        ManagedChannel client = client(gateway);
        producer.sendException = new KafkaException("a sequence is lost");

        TestingGateway.call(client, "HasCollection", new byte[0]);

        assertThat(health(client)).isEqualTo(HealthCheckResponse.ServingStatus.NOT_SERVING);
        assertThat(gateway.ended()).isCompletedExceptionally();
        gateway.close();
        client.shutdownNow();
    }

    @Test
    void aStopThatIsInterruptedLeavesNothingOpen() throws Exception {
        Gateway gateway = gateway();
        ManagedChannel client = client(gateway);
        CompletableFuture<byte[]> call =
                CompletableFuture.supplyAsync(
                        () -> TestingGateway.call(client, "HasCollection", new byte[0]));
        while (gateway.underWay() == 0) {
            Thread.onSpinWait();
        }
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        Thread stop =
                new Thread(
                        () -> {
                            try {
                                gateway.close();
                                told.complete(null);
                            } catch (InterruptedException interrupted) {
                                told.complete(interrupted);
                            }
                        });
        stop.start();
        stop.interrupt();

        assertThat(told.join()).isInstanceOf(InterruptedException.class);
        assertThat(producer.closed()).isTrue();
        assertThat(consumer.closed()).isTrue();
        assertThat(call.handle((answer, failure) -> true).join()).isTrue();
        client.shutdownNow();
    }

    private Gateway gateway() throws Exception {
        consumer.updatePartitions(
                "responses", List.of(new PartitionInfo("responses", 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(ANSWERS, 0L));
        consumer.updateEndOffsets(Map.of(ANSWERS, 0L));
        GatewayTopics topics = new GatewayTopics("definitions", "requests", 4, "responses");
        return new Gateway(
                GatewayOptions.onLoopback(0),
                new KafkaSide(
                        new AnswerReader(consumer, ANSWERS),
                        new KafkaRequestLog(producer, topics, 0)),
                new UUID(1, 2),
                new Bridge.Limits(10, 1 << 20, 1 << 16, Duration.ofSeconds(60)),
                topics.requestPartitions(),
                Duration.ofHours(1));
    }

    private static ManagedChannel client(Gateway gateway) {
        return Grpc.newChannelBuilderForAddress(
                        "localhost", gateway.port(), InsecureChannelCredentials.create())
                .build();
    }

    private static HealthCheckResponse.ServingStatus health(ManagedChannel client) {
        return HealthGrpc.newBlockingStub(client)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }

    private static StreamObserver<HealthCheckResponse> watching(CompletableFuture<Void> began) {
        return new StreamObserver<>() {
            @Override
            public void onNext(HealthCheckResponse status) {
                began.complete(null);
            }

            @Override
            public void onError(Throwable failure) {
                began.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                began.complete(null);
            }
        };
    }
}

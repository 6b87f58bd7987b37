package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.MutationResult;
import io.milvus.grpc.Status;
import io.tidemark.request.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker refuses a message: no tick passes it, and a restart closes the hole. */
class AckGateITCase {

    private static final int ROWS = 200;
    private static final int LOWERED_BYTES = 2_000;
    private static final long REFUSED_MS = 2_000;

    @TempDir private static Path folder;
    private TestingCluster cluster;

    @Test
    void noTickPassesARefusedMessageAndTheRestartClosesTheHole() throws Exception {
        try (TestingCluster started = TestingCluster.start(folder);
                Admin admin = Admin.create(started.client())) {
            cluster = started;
            JobClient job =
                    cluster.start(
                            Map.of(
                                    "restart-strategy.fixed-delay.attempts", "1000000",
                                    "tidemark.create.channels", "4"));
            try (TestingClient client = new TestingClient(cluster.client(), 0)) {
                client.call(Method.CREATE_COLLECTION, Requests.create("good", 1), Status.class);
                MutationResult first = insert(client, 0, 1);
                limit(admin, LOWERED_BYTES);
                refusedFromNowOn(awaitTicks(first.getTimestamp()));

                List<String> refused = new ArrayList<>();
                for (int partition = 0; partition < 4; partition++) {
                    refused.add(send(client, partition, 1 + (1 + partition) * ROWS));
                }
                awaitRequests(client.place(refused.get(3)).timestamp() + REFUSED_MS);
                List<Long> ticks = newestTicks();
                assertThat(client.answers().keySet()).doesNotContainAnyElementsOf(refused);

                limit(admin, 4 << 20);
                long newest = 0;
                for (String correlation : refused) {
                    MutationResult result =
                            client.await(correlation, Method.INSERT, MutationResult.class);
                    assertThat(result.getInsertCnt()).isEqualTo(ROWS);
                    assertThat(ticks)
                            .as("ticks of all channels while a message was refused")
                            .allSatisfy(tick -> assertThat(tick).isLessThan(result.getTimestamp()));
                    newest = Math.max(newest, result.getTimestamp());
                }
                List<ChannelLog> channels = awaitTicks(newest);
                assertThat(ChannelLog.insertedKeys(channels, newest))
                        .isEqualTo(LongStream.rangeClosed(1, 5 * ROWS).boxed().toList());
            } finally {
                job.cancel().get();
            }
        }
    }

    private static MutationResult insert(TestingClient client, int partition, long firstKey)
            throws Exception {
        return client.await(send(client, partition, firstKey), Method.INSERT, MutationResult.class);
    }

    private static String send(TestingClient client, int partition, long firstKey)
            throws Exception {
        byte[] rows = Requests.insert("good", firstKey, ROWS, new Random(firstKey)).toByteArray();
        assertThat(rows.length).isGreaterThan(LOWERED_BYTES);
        return client.send("requests", partition, Method.INSERT, rows);
    }

    private static void limit(Admin admin, int bytes) throws Exception {
        ConfigResource dml = new ConfigResource(ConfigResource.Type.TOPIC, "dml");
        ConfigEntry entry =
                new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
        admin.incrementalAlterConfigs(
                        Map.of(dml, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    /**
     * Waits until the broker holds to the lowered limit. What is tried is a message that is there
     * already: bit-identical repeats are nothing to a reader.
     */
    private void refusedFromNowOn(List<ChannelLog> channels) throws Exception {
        ConsumerRecord<byte[], byte[]> known =
                channels.stream()
                        .flatMap(ChannelLog::records)
                        .filter(this::tooLarge)
                        .findFirst()
                        .orElseThrow();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        cluster.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            while (true) {
                producer.send(
                                new ProducerRecord<>(
                                        "dml",
                                        known.partition(),
                                        null,
                                        null,
                                        known.value(),
                                        known.headers()))
                        .get();
            }
        } catch (ExecutionException refused) {
            assertThat(refused).hasCauseInstanceOf(RecordTooLargeException.class);
        }
    }

    private boolean tooLarge(ConsumerRecord<byte[], byte[]> message) {
        return message.value().length > LOWERED_BYTES;
    }

    /** Waits until time in every partition of requests has gone on, as the broker tells it. */
    private void awaitRequests(long appendMs) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        cluster.client(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> wanted =
                    Map.of(
                            new TopicPartition("requests", 0), appendMs,
                            new TopicPartition("requests", 1), appendMs,
                            new TopicPartition("requests", 2), appendMs,
                            new TopicPartition("requests", 3), appendMs);
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (consumer.offsetsForTimes(wanted).containsValue(null)) {
                assertThat(System.nanoTime()).as("ticks in requests").isLessThan(deadline);
            }
        }
    }

    private List<Long> newestTicks() {
        return ChannelLog.read(cluster.client(), "dml").stream()
                .map(ChannelLog::newestTick)
                .toList();
    }

    /** The log as soon as every channel has a tick at or above a timestamp. */
    private List<ChannelLog> awaitTicks(long timestamp) {
        List<ChannelLog> channels;
        do {
            channels = ChannelLog.read(cluster.client(), "dml");
        } while (channels.stream().anyMatch(channel -> channel.newestTick() < timestamp));
        return channels;
    }
}

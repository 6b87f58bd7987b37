package io.tidemark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.local.LocalKafka;
import io.tidemark.life.Component;
import io.tidemark.life.Role;
import io.tidemark.proto.Heartbeat;
import io.tidemark.proto.TaskSchedulerHeartbeat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class WatchCommandITCase {

    /** Nobody falls silent while this test runs. */
    private static final long INTERVAL_MS = 3_600_000;

    @TempDir Path folder;

    @Test
    void usageExample() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder, 0)) {
            TestingConsole before = new TestingConsole();
            assertThat(watch(before, kafka, "--once")).isEqualTo(3);
            assertThat(before.err()).contains("Kafka has no topic 'heartbeats'");

            tell(kafka, scheduler(Role.ROOT_COORD, 0, 1));
            tell(kafka, scheduler(Role.PROXY, 1, 2));
            tell(kafka, new Component(Role.TICK_WRITER, 0, 1).says(1L << 18, INTERVAL_MS));
            tell(kafka, new Component(Role.TIME_TICKER, 0, 1).says(1L << 18, INTERVAL_MS));
            TestingConsole silent = new TestingConsole();
            assertThat(watch(silent, kafka, "--once")).isEqualTo(1);
            assertThat(silent.out())
                    .containsPattern("proxy-0 +SILENT +never heard")
                    .contains("Silent: proxy-0 (never heard). Of 5 components.");

            tell(kafka, scheduler(Role.PROXY, 0, 2));
            TestingConsole all = new TestingConsole();
            assertThat(watch(all, kafka, "--once")).isZero();
            assertThat(all.out())
                    .containsPattern("rootcoord-0 +Healthy +dd 0/7")
                    .containsPattern("tick-writer-0 +Healthy +newest tick 1970-01-01T00:00:00.001Z")
                    .endsWith("Everybody lives: 5 components." + System.lineSeparator());

            TestingConsole timed = new TestingConsole();
            assertThat(watch(timed, kafka, "--timeout=1")).isZero();
            assertThat(timed.out()).contains("Everybody lives");
        }
    }

    private static Heartbeat scheduler(Role role, int index, int siblings) {
        return new Component(role, index, siblings)
                .says(true, INTERVAL_MS, TaskSchedulerHeartbeat.newBuilder().setNumDdDone(7));
    }

    private static int watch(TestingConsole console, LocalKafka kafka, String how) {
        return console.run("watch", "--bootstrap", kafka.bootstrapServers(), how);
    }

    private static void tell(LocalKafka kafka, Heartbeat heartbeat) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(client);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                client, new ByteArraySerializer(), new ByteArraySerializer())) {
            if (!admin.listTopics().names().get().contains("heartbeats")) {
                NewTopic topic = new NewTopic("heartbeats", Optional.of(1), Optional.empty());
                admin.createTopics(List.of(topic)).all().get();
            }
            producer.send(new ProducerRecord<>("heartbeats", heartbeat.toByteArray())).get();
        }
    }
}

package io.tidemark.jobs.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LocalKafkaITCase {

    private static final TopicPartition TIDES = new TopicPartition("tides", 0);

    @TempDir Path folder;

    @Test
    void usageExample() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder, 0)) {
            create(kafka);
            produce(kafka, "ebb");
        }
        try (LocalKafka kafka = LocalKafka.start(folder, 0)) {
            produce(kafka, "flow");
            assertThat(read(kafka, 2)).containsExactly("ebb", "flow");
        }
    }

    @Test
    void listensOnTheGivenPortAndAgainAfterARestart() throws Exception {
        int port = LoopbackPort.free("The test", 0);
        for (int round = 0; round < 2; round++) {
            try (LocalKafka kafka = LocalKafka.start(folder, port)) {
                assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
                try (Admin admin = Admin.create(client(kafka))) {
                    assertThat(admin.describeCluster().nodes().get()).hasSize(1);
                }
            }
        }
    }

    @Test
    void aTakenPortIsNamedAndTheFolderLeftAlone() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();
            assertThatThrownBy(() -> LocalKafka.start(folder, port))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("taken");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aCommaInTheFolderIsRefused() {
        assertThatThrownBy(() -> LocalKafka.start(folder.resolve("a,b"), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("comma");
    }

    @Test
    void aFolderInUseIsNamed() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder, 0)) {
            assertThatThrownBy(() -> LocalKafka.start(folder, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use");
            assertThat(brokerSetting(kafka, "node.id")).isEqualTo("1");
        }
    }

    @Test
    void createsItsFolderAndFailsOnAFileInItsPlace() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> LocalKafka.start(file, 0)).isInstanceOf(IOException.class);
        try (LocalKafka kafka = LocalKafka.start(folder.resolve("new").resolve("deep"), 0)) {
            assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void forgetsNothingAndCreatesNoTopicByItself() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder, 0)) {
            assertThat(brokerSetting(kafka, "auto.create.topics.enable")).isEqualTo("false");
            assertThat(brokerSetting(kafka, "log.retention.ms")).isEqualTo("-1");
            assertThat(brokerSetting(kafka, "message.max.bytes")).isEqualTo("10485760");
        }
    }

    @Test
    void givenPropertiesOverrule() throws Exception {
        Map<String, String> properties = Map.of("message.max.bytes", "2000000");
        try (LocalKafka kafka = LocalKafka.start(folder, 0, properties)) {
            assertThat(brokerSetting(kafka, "message.max.bytes")).isEqualTo("2000000");
        }
    }

    private static Map<String, Object> client(LocalKafka kafka) {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private static void create(LocalKafka kafka) throws Exception {
        try (Admin admin = Admin.create(client(kafka))) {
            NewTopic topic = new NewTopic(TIDES.topic(), Optional.of(1), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static void produce(LocalKafka kafka, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        client(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TIDES.topic(), value.getBytes(UTF_8))).get();
        }
    }

    private static List<String> read(LocalKafka kafka, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        client(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(TIDES));
            consumer.seek(TIDES, 0);
            while (values.size() < count) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(record -> values.add(new String(record.value(), UTF_8)));
            }
        }
        return values;
    }

    private static String brokerSetting(LocalKafka kafka, String name) throws Exception {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
        try (Admin admin = Admin.create(client(kafka))) {
            return admin.describeConfigs(List.of(broker)).all().get().get(broker).get(name).value();
        }
    }
}

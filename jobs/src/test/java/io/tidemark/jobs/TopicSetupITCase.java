package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.connectors.kafka.ClusterTopic;
import io.tidemark.connectors.kafka.TopicSetup;
import io.tidemark.connectors.kafka.TopicSetup.Spec;
import io.tidemark.proto.ClusterSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics and the settings fixed at creation, on a real broker. */
class TopicSetupITCase {

    private static final ClusterSettings SETTINGS =
            ClusterSettings.newBuilder()
                    .setRequestPartitions(3)
                    .setChannels(5)
                    .setMaxRequestBytes(1 << 20)
                    .setMaxMessageBytes(1 << 19)
                    .build();

    @TempDir private static Path folder;
    private static TestingCluster cluster;

    @BeforeAll
    static void startBroker() throws Exception {
        cluster = TestingCluster.start(folder);
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
    }

    @Test
    void usageExample() throws Exception {
        Topics topics = new Topics("a-", "a-");
        List<Spec> all = specs(topics);
        setup().ensure(all);
        // What is there and right is left as it is.
        setup().ensure(all);

        try (Admin admin = Admin.create(cluster.client())) {
            assertThat(admin.listTopics().names().get())
                    .contains(
                            "a-cluster",
                            "a-definitions",
                            "a-requests",
                            "a-responses",
                            "a-dml",
                            "a-heartbeats",
                            "a-dead-letters");
            assertThat(partitions(admin, "a-requests")).isEqualTo(3);
            assertThat(partitions(admin, "a-dml")).isEqualTo(5);
            assertThat(partitions(admin, "a-responses")).isEqualTo(4);
            assertThat(setting(admin, "a-requests", "message.timestamp.type"))
                    .isEqualTo("LogAppendTime");
            assertThat(setting(admin, "a-cluster", "retention.ms")).isEqualTo("-1");
            assertThat(setting(admin, "a-definitions", "retention.ms")).isEqualTo("-1");
            assertThat(setting(admin, "a-dml", "cleanup.policy")).isEqualTo("delete");
            assertThat(Integer.parseInt(setting(admin, "a-dml", "max.message.bytes")))
                    .isGreaterThan(1 << 19);
        }
    }

    @Test
    @Timeout(120)
    void anAcknowledgedRecordOfTheLogOutlivesABrokerWhoeverChoseTheReplicas(@TempDir Path two)
            throws Exception {
        Topics topics = new Topics("", "");
        try (TestingBrokers brokers = TestingBrokers.start(two);
                Admin admin = Admin.create(brokers.client())) {
            new TopicSetup(brokers.client(), Optional.empty()).ensure(specs(topics));

            for (String topic : List.of(topics.definitions(), topics.requests(), topics.dml())) {
                assertThat(setting(admin, topic, "min.insync.replicas")).as(topic).isEqualTo("2");
            }
            assertThat(setting(admin, topics.responses(), "min.insync.replicas")).isEqualTo("1");
        }
    }

    @Test
    void eachWrongSettingIsToldInASentence() throws Exception {
        Topics topics = new Topics("b-", "b-");
        Spec requests = topics.inputSpecs(SETTINGS).get(1);
        create("b-requests", 3, Map.of("message.timestamp.type", "CreateTime"));
        assertRefused(requests, "message.timestamp.type must be LogAppendTime, found CreateTime");

        create("b-dml", 4, logAppendTime("max.message.bytes", "2000000"));
        assertRefused(topics.outputSpecs(SETTINGS, 4).get(0), "partitions must be 5, found 4");

        create("b-cluster", 1, logAppendTime("cleanup.policy", "compact"));
        assertRefused(topics.clusterSpec(), "cleanup.policy must be delete, found compact");

        create("b-responses", 4, Map.of("max.message.bytes", "1000"));
        assertRefused(
                topics.outputSpecs(SETTINGS, 4).get(1),
                "max.message.bytes must be at least 1048576, found 1000");

        create("b-definitions", 1, logAppendTime("unclean.leader.election.enable", "true"));
        assertRefused(
                topics.inputSpecs(SETTINGS).get(0),
                "unclean.leader.election.enable must be false, found true");
    }

    @Test
    void everythingWrongWithATopicIsToldAtOnce() throws Exception {
        create("c-requests", 2, Map.of("max.message.bytes", "1000"));

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                setup().ensure(
                                                List.of(
                                                        new Topics("c-", "c-")
                                                                .inputSpecs(SETTINGS)
                                                                .get(1))))
                .withMessageStartingWith("topic c-requests is not as it must be: ")
                .withMessageContaining("partitions must be 3, found 2; ")
                .withMessageContaining("LogAppendTime, found CreateTime; ")
                .withMessageContaining("max.message.bytes must be at least ");
    }

    @Test
    void ofJobsThatRaceTheFirstRecordWins() throws Exception {
        setup().ensure(List.of(new Topics("d-", "d-").clusterSpec()));
        ClusterTopic topic = new ClusterTopic("d-cluster", cluster.client());
        assertThat(topic.read()).isEmpty();

        int jobs = 4;
        CyclicBarrier start = new CyclicBarrier(jobs);
        ExecutorService threads = Executors.newFixedThreadPool(jobs);
        try {
            List<Future<ClusterSettings>> started = new ArrayList<>();
            for (int job = 0; job < jobs; job++) {
                ClusterSettings proposal = SETTINGS.toBuilder().setChannels(10 + job).build();
                started.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return topic.readOrCreate(proposal);
                                }));
            }
            ClusterSettings winner = started.get(0).get();
            for (Future<ClusterSettings> each : started) {
                assertThat(each.get()).isEqualTo(winner);
            }
            assertThat(winner.getChannels()).isBetween(10, 13);
            assertThat(topic.read()).contains(winner);
            // Who comes later proposes in vain, and writes nothing.
            assertThat(topic.readOrCreate(SETTINGS)).isEqualTo(winner);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatIsNoSettingsRecordStopsTheSubmission() throws Exception {
        setup().ensure(List.of(new Topics("e-", "e-").clusterSpec()));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        cluster.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("e-cluster", 0, null, new byte[] {-1, -1})).get();
        }

        assertThatIllegalStateException()
                .isThrownBy(() -> new ClusterTopic("e-cluster", cluster.client()).read())
                .withMessage("offset 0 of topic e-cluster does not hold cluster settings");
    }

    private static List<Spec> specs(Topics topics) {
        List<Spec> all = new ArrayList<>();
        all.add(topics.clusterSpec());
        all.addAll(topics.inputSpecs(SETTINGS));
        all.addAll(topics.outputSpecs(SETTINGS, 4));
        return all;
    }

    private static void assertRefused(Spec spec, String reason) {
        assertThatIllegalStateException()
                .isThrownBy(() -> setup().ensure(List.of(spec)))
                .withMessage("topic " + spec.name() + " is not as it must be: " + reason);
    }

    private static Map<String, String> logAppendTime(String key, String value) {
        return Map.of("message.timestamp.type", "LogAppendTime", key, value);
    }

    /** A topic as somebody else made it; a large limit where none is given. */
    private static void create(String name, int partitions, Map<String, String> configs)
            throws Exception {
        Map<String, String> all = new TreeMap<>(configs);
        all.putIfAbsent("max.message.bytes", "2000000");
        try (Admin admin = Admin.create(cluster.client())) {
            NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
            admin.createTopics(List.of(topic.configs(all))).all().get();
        }
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    private static String setting(Admin admin, String topic, String key) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return config.get(key).value();
    }

    private static TopicSetup setup() {
        return new TopicSetup(cluster.client(), Optional.empty());
    }
}

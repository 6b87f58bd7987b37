package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.connectors.kafka.TopicSetup;
import io.tidemark.connectors.kafka.TopicSetup.Spec;
import io.tidemark.jobs.local.LocalKafka;
import io.tidemark.jobs.local.LoopbackPort;
import io.tidemark.proto.ClusterSettings;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics on two brokers that replicate by default, but acknowledge what only one of them has. */
@Timeout(120)
class ReplicatedTopicsITCase {

    private static final ClusterSettings SETTINGS =
            ClusterSettings.newBuilder()
                    .setRequestPartitions(2)
                    .setChannels(2)
                    .setMaxRequestBytes(1 << 20)
                    .setMaxMessageBytes(1 << 19)
                    .build();

    @TempDir private Path folder;

    @Test
    void anAcknowledgedRecordOfTheLogOutlivesABrokerWhoeverChoseTheReplicas() throws Exception {
        int client = port();
        int controller = port();
        String quorum = "1@127.0.0.1:" + controller;
        try (LocalKafka first = first(client, controller, quorum);
                LocalKafka second = second(quorum)) {
            Properties properties = new Properties();
            properties.setProperty("bootstrap.servers", first.bootstrapServers());
            try (Admin admin = Admin.create(properties)) {
                while (admin.describeCluster().nodes().get().size() < 2) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                Topics topics = new Topics("", "");
                List<Spec> specs = new ArrayList<>(topics.inputSpecs(SETTINGS));
                specs.addAll(topics.outputSpecs(SETTINGS, 1));
                new TopicSetup(properties, Optional.empty()).ensure(specs);

                assertThat(minInsync(admin, topics.definitions())).isEqualTo("2");
                assertThat(minInsync(admin, topics.requests())).isEqualTo("2");
                assertThat(minInsync(admin, topics.dml())).isEqualTo("2");
                assertThat(minInsync(admin, topics.responses())).isEqualTo("1");
            }
            assertThat(second.bootstrapServers()).isNotEqualTo(first.bootstrapServers());
        }
    }

    private LocalKafka first(int client, int controller, String quorum) throws Exception {
        return LocalKafka.start(
                folder.resolve("first"),
                client,
                Map.of(
                        "listeners",
                        listener("CLIENT", client) + "," + listener("CONTROLLER", controller),
                        "controller.quorum.voters",
                        quorum,
                        "default.replication.factor",
                        "2"));
    }

    /** It joins the cluster of the first, which has formatted its own folder by now. */
    private LocalKafka second(String quorum) throws Exception {
        Properties joined = new Properties();
        try (Reader formatted =
                Files.newBufferedReader(folder.resolve("first").resolve("meta.properties"))) {
            joined.load(formatted);
        }
        joined.setProperty("node.id", "2");
        joined.setProperty("directory.id", Uuid.randomUuid().toString());
        Path own = Files.createDirectories(folder.resolve("second"));
        try (Writer written = Files.newBufferedWriter(own.resolve("meta.properties"))) {
            joined.store(written, null);
        }
        int client = port();
        return LocalKafka.start(
                own,
                client,
                Map.of(
                        "process.roles",
                        "broker",
                        "node.id",
                        "2",
                        "listeners",
                        listener("CLIENT", client),
                        "controller.quorum.voters",
                        quorum));
    }

    private static String listener(String name, int port) {
        return name + "://127.0.0.1:" + port;
    }

    private static String minInsync(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get("min.insync.replicas")
                .value();
    }

    private static int port() throws Exception {
        return LoopbackPort.free("a test", 0);
    }
}

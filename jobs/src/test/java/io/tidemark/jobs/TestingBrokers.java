package io.tidemark.jobs;

import io.tidemark.jobs.local.LocalKafka;
import io.tidemark.jobs.local.LoopbackPort;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** Two brokers that replicate by default, but acknowledge what only one of them has. */
record TestingBrokers(LocalKafka first, LocalKafka second) implements AutoCloseable {

    static TestingBrokers start(Path folder) throws Exception {
        int client = port();
        int controller = port();
        String quorum = "1@127.0.0.1:" + controller;
        LocalKafka first = first(folder, client, controller, quorum);
        TestingBrokers both = new TestingBrokers(first, second(folder, quorum));
        try (Admin admin = Admin.create(both.client())) {
            while (admin.describeCluster().nodes().get().size() < 2) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        return both;
    }

    Properties client() {
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", first.bootstrapServers());
        return client;
    }

    private static LocalKafka first(Path folder, int client, int controller, String quorum)
            throws Exception {
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
    private static LocalKafka second(Path folder, String quorum) throws Exception {
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

    private static int port() throws Exception {
        return LoopbackPort.free("a test", 0);
    }

    @Override
    public void close() {
        second.close();
        first.close();
    }
}

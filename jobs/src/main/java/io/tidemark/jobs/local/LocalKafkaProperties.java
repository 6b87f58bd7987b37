package io.tidemark.jobs.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The settings of {@link LocalKafka}: one small broker, quick to start, that forgets nothing. */
final class LocalKafkaProperties {

    static final int NODE_ID = 1;
    static final String HOST = "127.0.0.1";
    static final String CONTROLLER = "CONTROLLER";

    private static final String CLIENT = "CLIENT";
    private static final int MAX_MESSAGE_BYTES = 10 << 20;
    private static final int CLEANER_BUFFER_BYTES = 4 << 20;

    private LocalKafkaProperties() {}

    static Properties of(
            Path folder, int clientPort, int controllerPort, Map<String, String> overruling) {
        Properties all = new Properties();
        all.put("process.roles", "broker,controller");
        all.put("node.id", Integer.toString(NODE_ID));
        all.put("log.dirs", folder.toString());
        listeners(all, clientPort, controllerPort);
        singleReplica(all);
        behaviour(all);
        small(all);
        all.putAll(overruling);
        return all;
    }

    private static void listeners(Properties all, int clientPort, int controllerPort) {
        String client = CLIENT + "://" + HOST + ":" + clientPort;
        String controller = CONTROLLER + "://" + HOST + ":" + controllerPort;
        all.put("listeners", client + "," + controller);
        all.put("advertised.listeners", client);
        all.put("inter.broker.listener.name", CLIENT);
        all.put("controller.listener.names", CONTROLLER);
        all.put(
                "listener.security.protocol.map",
                CLIENT + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        // Voters named here are not written into the log, so the next start may take another port.
        all.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
    }

    private static void singleReplica(Properties all) {
        all.put("default.replication.factor", "1");
        all.put("min.insync.replicas", "1");
        all.put("offsets.topic.replication.factor", "1");
        all.put("offsets.topic.num.partitions", "1");
        all.put("transaction.state.log.replication.factor", "1");
        all.put("transaction.state.log.min.isr", "1");
        all.put("transaction.state.log.num.partitions", "1");
        all.put("share.coordinator.state.topic.replication.factor", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
        all.put("share.coordinator.state.topic.num.partitions", "1");
    }

    private static void behaviour(Properties all) {
        all.put("auto.create.topics.enable", "false");
        all.put("unclean.leader.election.enable", "false");
        all.put("log.retention.ms", "-1");
        all.put("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        // Nobody else will join, so waiting for others only delays the first poll by seconds.
        all.put("group.initial.rebalance.delay.ms", "0");
    }

    private static void small(Properties all) {
        all.put("num.network.threads", "2");
        all.put("num.io.threads", "4");
        all.put("background.threads", "2");
        // Kafka's own choice is 128 MiB of heap from the start.
        all.put("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_BUFFER_BYTES));
    }
}

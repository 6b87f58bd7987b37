package io.tidemark.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes that Flink and the job lean on. */
final class StoreLaunches {

    private static final String ZOOKEEPER =
            "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer";

    private StoreLaunches() {}

    static Launch broker(ClusterPlan plan, int port) {
        List<String> arguments = new ArrayList<>();
        arguments.add(plan.folder().kafka().resolve("data").toString());
        arguments.add(Integer.toString(port));
        plan.kafka().forEach((key, value) -> arguments.add(key + "=" + value));
        return new Launch(
                "kafka",
                List.of("-Xmx768m", "-XX:+UseG1GC"),
                logging(plan),
                plan.benchClassPath(),
                BrokerMain.class.getName(),
                arguments);
    }

    /** A ZooKeeper of one server, from Flink's own libraries. */
    static Launch zooKeeper(ClusterPlan plan, int port) throws IOException {
        Path folder = plan.folder().zooKeeper();
        Path settings = folder.resolve("zoo.cfg");
        Files.write(
                settings,
                List.of(
                        "dataDir=" + folder,
                        "clientPort=" + port,
                        "clientPortAddress=" + Cluster.HOST,
                        "admin.enableServer=false",
                        "tickTime=1000",
                        "server.1=" + Cluster.HOST));
        return new Launch(
                "zookeeper",
                List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                logging(plan),
                plan.flinkClassPath(),
                ZOOKEEPER,
                List.of("--zkConfigFile", settings.toString(), "--peerId", "1"));
    }

    private static Path logging(ClusterPlan plan) {
        return plan.folder().configuration().resolve("log4j.properties");
    }
}

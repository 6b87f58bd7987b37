package io.tidemark.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The one folder in which a cluster keeps everything.
 *
 * @param root absolute
 */
public record ClusterFolder(Path root) {

    public ClusterFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** Kafka's data; may be a mount point of its own. */
    public Path kafka() {
        return root.resolve("kafka");
    }

    Path zooKeeper() {
        return root.resolve("zookeeper");
    }

    /** What a JobManager leaves to the one after it, beside what it says in ZooKeeper. */
    Path highAvailability() {
        return root.resolve("ha");
    }

    /** Retained checkpoints, in a folder for each job. */
    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    public Path savepoints() {
        return root.resolve("savepoints");
    }

    /** The FLINK_CONF_DIR of every process of Flink. */
    public Path configuration() {
        return root.resolve("conf");
    }

    public Path logs() {
        return root.resolve("log");
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    /** Creates what is missing. */
    void create() throws IOException {
        for (Path folder :
                List.of(
                        kafka(),
                        zooKeeper(),
                        highAvailability(),
                        checkpoints(),
                        savepoints(),
                        configuration(),
                        logs(),
                        temporary())) {
            Files.createDirectories(folder);
        }
    }
}

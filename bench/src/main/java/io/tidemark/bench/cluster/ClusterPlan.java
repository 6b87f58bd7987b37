package io.tidemark.bench.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a cluster is to be.
 *
 * @param home the project's folder, built
 * @param folder where the cluster keeps everything
 * @param taskManagers how many there are, with the slots that {@code flink-conf} gives each
 * @param ports where it listens, on 127.0.0.1
 * @param flink settings of Flink that overrule {@code flink-conf}
 * @param kafka properties of the broker
 */
public record ClusterPlan(
        Path home,
        ClusterFolder folder,
        int taskManagers,
        Ports ports,
        SortedMap<String, String> flink,
        SortedMap<String, String> kafka) {

    /** Ports on 127.0.0.1; 0 is any free one. */
    public record Ports(int kafka, int web, int zooKeeper) {

        public static final Ports ANY = new Ports(0, 0, 0);
    }

    public ClusterPlan {
        flink = new TreeMap<>(flink);
        kafka = new TreeMap<>(kafka);
    }

    /** Two TaskManagers on any free ports, set up as {@code flink-conf} has it. */
    public static ClusterPlan of(Path home, Path folder) {
        return new ClusterPlan(
                home,
                new ClusterFolder(folder),
                2,
                Ports.ANY,
                new TreeMap<>(Map.of()),
                new TreeMap<>(Map.of()));
    }

    /** The jar that a cluster is given. */
    public Path jobJar() {
        return home.resolve("jobs/target/tidemark-job.jar");
    }

    Path flinkConf() {
        return home.resolve("flink-conf");
    }

    /** The class path of Flink's processes: what lies in a distribution's lib, never the job. */
    String flinkClassPath() {
        return home.resolve("bench/target/flink/lib") + "/*";
    }

    /** The class path of the broker: this module's. */
    String benchClassPath() {
        return home.resolve("bench/target/lib") + "/*";
    }
}

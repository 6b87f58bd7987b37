package io.tidemark.bench.cluster;

import io.tidemark.jobs.TidemarkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * The cluster's FLINK_CONF_DIR: {@code flink-conf}, with its own addresses, ports, folders and
 * memory, and with high availability, which that leaves to each cluster.
 */
final class FlinkSettings {

    private static final MemorySize TASK_MANAGER = MemorySize.ofMebiBytes(1664);
    private static final List<String> LOGGING = List.of("log4j.properties", "log4j-cli.properties");

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private FlinkSettings() {}

    static Configuration of(ClusterPlan plan, int webPort, int zooKeeperPort, int kafkaPort) {
        Configuration all = GlobalConfiguration.loadConfiguration(plan.flinkConf().toString());
        ClusterFolder folder = plan.folder();
        all.set(JobManagerOptions.ADDRESS, Cluster.HOST);
        all.set(JobManagerOptions.BIND_HOST, Cluster.HOST);
        all.set(TaskManagerOptions.HOST, Cluster.HOST);
        all.set(TaskManagerOptions.BIND_HOST, Cluster.HOST);
        all.set(RestOptions.ADDRESS, Cluster.HOST);
        all.set(RestOptions.BIND_ADDRESS, Cluster.HOST);
        all.set(RestOptions.PORT, webPort);
        all.set(RestOptions.BIND_PORT, Integer.toString(webPort));
        all.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, TASK_MANAGER);
        all.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(folder.checkpoints()));
        all.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, uri(folder.savepoints()));
        all.set(CoreOptions.TMP_DIRS, folder.temporary().toString());
        all.set(HighAvailabilityOptions.HA_MODE, "zookeeper");
        all.set(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, Cluster.HOST + ":" + zooKeeperPort);
        all.set(HighAvailabilityOptions.HA_STORAGE_PATH, uri(folder.highAvailability()));
        all.set(TidemarkOptions.BOOTSTRAP, Cluster.HOST + ":" + kafkaPort);
        plan.flink().forEach(all::setString);
        // The next JobManager leads when the session of a lost one has ended: as soon as a lost
        // TaskManager is noticed (Flink: 60 s).
        all.set(
                HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT,
                all.get(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT));
        return all;
    }

    /** Writes it where Flink's processes look for it. */
    static void write(Configuration settings, ClusterPlan plan) throws IOException {
        Path conf = plan.folder().configuration();
        Files.write(
                conf.resolve(GlobalConfiguration.FLINK_CONF_FILENAME),
                ConfigurationUtils.convertConfigToWritableLines(settings, true));
        for (String file : LOGGING) {
            Files.copy(
                    plan.flinkConf().resolve(file),
                    conf.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * What {@code env.java.opts.all} and the option of one kind of process give it.
     *
     * @param own as {@code env.java.opts.jobmanager}
     */
    static List<String> javaOptions(Configuration settings, ConfigOption<String> own) {
        List<String> options = new ArrayList<>(words(settings.get(CoreOptions.FLINK_JVM_OPTIONS)));
        options.addAll(words(settings.get(own)));
        return options;
    }

    /** A line as a shell would split it, where nothing is quoted. */
    static List<String> words(String line) {
        return SPACES.splitAsStream(line).filter(word -> !word.isEmpty()).toList();
    }

    private static String uri(Path folder) {
        return folder.toUri().toString();
    }
}

package io.tidemark.jobs.local;

import io.tidemark.jobs.TidemarkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** A cluster's {@code config.yaml}, overruled where one JVM on one machine needs it otherwise. */
final class LocalConfiguration {

    /** Two slots' worth of segments of 1 MiB. */
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(160);

    /** RocksDB's caches and write buffers, outside the heap. */
    private static final MemorySize MANAGED = MemorySize.ofMebiBytes(128);

    private LocalConfiguration() {}

    /**
     * @param folder the FLINK_CONF_DIR
     * @throws IOException where the folder has no {@code config.yaml}
     */
    static Configuration load(Path folder, DataFolder data, int webPort, String bootstrapServers)
            throws IOException {
        Path file = folder.resolve(GlobalConfiguration.FLINK_CONF_FILENAME);
        if (!Files.isReadable(file)) {
            throw new IOException("Expected Flink's configuration in " + file + ", found none");
        }
        Configuration all = GlobalConfiguration.loadConfiguration(folder.toString());
        all.set(RestOptions.ADDRESS, LocalKafkaProperties.HOST);
        all.set(RestOptions.BIND_ADDRESS, LocalKafkaProperties.HOST);
        all.set(RestOptions.PORT, webPort);
        all.set(RestOptions.BIND_PORT, Integer.toString(webPort));
        all.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, data.checkpoints().toUri().toString());
        all.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, data.savepoints().toUri().toString());
        all.set(CoreOptions.TMP_DIRS, data.temporary().toString());
        all.set(WebOptions.TMP_DIR, data.temporary().toString());
        // What the web UI shows as the processes' log.
        all.set(WebOptions.LOG_PATH, data.log().toString());
        all.set(TaskManagerOptions.TASK_MANAGER_LOG_PATH, data.log().toString());
        memory(all);
        all.set(TidemarkOptions.BOOTSTRAP, bootstrapServers);
        return all;
    }

    /** Here the heap is the JVM's; only what lies outside it is Flink's to size. */
    private static void memory(Configuration all) {
        all.removeConfig(JobManagerOptions.TOTAL_PROCESS_MEMORY);
        all.removeConfig(TaskManagerOptions.TOTAL_PROCESS_MEMORY);
        all.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        all.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        all.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
    }
}

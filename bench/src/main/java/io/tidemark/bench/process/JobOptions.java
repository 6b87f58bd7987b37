package io.tidemark.bench.process;

import io.tidemark.jobs.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import picocli.CommandLine.Option;

/** What all that are compared are told alike: where to read and write, and Kafka's settings. */
final class JobOptions {

    /** Each rival works with one task: what is compared is CPU a row, not how it spreads. */
    private static final int PARALLELISM = 1;

    @Option(names = "--bootstrap", required = true)
    private String bootstrap;

    @Option(names = "--prefix", required = true)
    private String prefix;

    @Option(names = "--backend", defaultValue = "hashmap")
    private String backend;

    @Option(names = "--folder", required = true)
    private Path folder;

    String bootstrap() {
        return bootstrap;
    }

    String prefix() {
        return prefix;
    }

    Path folder() {
        return folder;
    }

    /** Topics of the cluster that this job has for itself. */
    Topics topics() {
        return new Topics(prefix, prefix);
    }

    /** {@code flink-conf/config.yaml}, overruled where one JVM on one machine needs it. */
    Configuration flink() {
        String home = System.getProperty("tidemark.home");
        if (home == null) {
            throw new IllegalStateException("expected -Dtidemark.home, as bin/bench sets it");
        }
        Path conf = Path.of(home, "flink-conf");
        if (!Files.isReadable(conf.resolve(GlobalConfiguration.FLINK_CONF_FILENAME))) {
            throw new IllegalStateException("expected Flink's configuration in " + conf);
        }
        Configuration flink = GlobalConfiguration.loadConfiguration(conf.toString());
        // The heap is the JVM's; Flink would size processes that are not there.
        flink.removeConfig(JobManagerOptions.TOTAL_PROCESS_MEMORY);
        flink.removeConfig(TaskManagerOptions.TOTAL_PROCESS_MEMORY);
        flink.removeConfig(RestOptions.PORT);
        flink.set(RestOptions.BIND_PORT, "0");
        flink.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, PARALLELISM);
        flink.set(StateBackendOptions.STATE_BACKEND, backend);
        flink.set(CoreOptions.TMP_DIRS, folder.resolve("tmp").toString());
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        flink.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                folder.resolve("savepoints").toUri().toString());
        return flink;
    }

    /** Settings of every producer. */
    Properties producer() {
        Properties producer = new Properties();
        producer.setProperty("bootstrap.servers", bootstrap);
        producer.setProperty("linger.ms", "0");
        producer.setProperty("batch.size", "262144");
        producer.setProperty("acks", "all");
        producer.setProperty("enable.idempotence", "true");
        producer.setProperty("max.request.size", "8388608");
        return producer;
    }

    /**
     * Settings of every consumer: Kafka's own, but that a transaction hides the load of a run until
     * all of it is written.
     */
    Properties consumer() {
        Properties consumer = new Properties();
        consumer.setProperty("bootstrap.servers", bootstrap);
        consumer.setProperty("isolation.level", "read_committed");
        consumer.setProperty("max.poll.records", "1000");
        return consumer;
    }

    /** Both, as options of Tidemark. */
    Map<String, String> tidemark() {
        Map<String, String> options = new HashMap<>();
        consumer().forEach((key, value) -> options.put("tidemark.kafka." + key, value.toString()));
        producer().forEach((key, value) -> options.put("tidemark.kafka." + key, value.toString()));
        options.put("tidemark.topics.prefix", prefix);
        return options;
    }
}

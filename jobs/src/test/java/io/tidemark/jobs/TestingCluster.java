package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.connectors.grpc.Gateway;
import io.tidemark.connectors.grpc.GatewayOptions;
import io.tidemark.jobs.local.LocalKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;

/** A real broker and real jobs in this JVM, as a test needs them. */
final class TestingCluster implements AutoCloseable {

    private final LocalKafka kafka;
    private final Path folder;

    private TestingCluster(LocalKafka kafka, Path folder) {
        this.kafka = kafka;
        this.folder = folder;
    }

    static TestingCluster start(Path folder) throws Exception {
        return start(folder, Time.SYSTEM);
    }

    /** A broker on a clock of the test's own. */
    static TestingCluster start(Path folder, Time time) throws Exception {
        return new TestingCluster(
                LocalKafka.start(folder.resolve("kafka"), 0, Map.of(), time), folder);
    }

    String bootstrap() {
        return kafka.bootstrapServers();
    }

    Properties client() {
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", bootstrap());
        return client;
    }

    /** The offset behind the last record of {@code definitions}. */
    long endOfDefinitions() {
        TopicPartition definitions = new TopicPartition("definitions", 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(List.of(definitions)).get(definitions);
        }
    }

    /** Starts a job; its settings are those of {@code flink-conf}, overruled by the given ones. */
    JobClient start(Map<String, String> settings) throws Exception {
        return environment(settings).executeAsync("Tidemark");
    }

    /** A job's graph, not yet submitted. */
    StreamExecutionEnvironment environment(Map<String, String> settings) throws Exception {
        return environment(settings, UnaryOperator.identity());
    }

    /** A job's graph with something put around its ends. */
    StreamExecutionEnvironment environment(
            Map<String, String> settings, UnaryOperator<TidemarkTopology.Ends> wrap)
            throws Exception {
        Configuration configuration = configuration(settings);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(configuration);
        env.configure(configuration);
        TidemarkJob.build(env, configuration, wrap);
        return env;
    }

    /**
     * Puts a gateway before a cluster of this broker; all of them wait on one partition of
     * responses.
     *
     * @param prefix of the cluster's topics
     */
    Gateway gateway(String prefix) throws Exception {
        GatewayOptions options = GatewayOptions.onLoopback(0);
        return ClusterGateway.start(
                new GatewayOptions(
                                options.host(),
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                OptionalInt.of(2),
                                options.maxCalls(),
                                options.maxBytes(),
                                Duration.ofSeconds(60),
                                Optional.empty())
                        .withMetricsOnLoopback(0),
                client(),
                new Topics(prefix, prefix));
    }

    /** Returns once a checkpoint of the job is complete, which each task must run for. */
    void awaitCheckpoint(JobClient job) throws Exception {
        do {
            assertThat(job.getJobStatus().get().isTerminalState()).as("has ended").isFalse();
        } while (!hasCheckpoint(checkpoints().resolve(job.getJobID().toHexString())));
    }

    private static boolean hasCheckpoint(Path ofJob) throws IOException {
        if (!Files.isDirectory(ofJob)) {
            return false;
        }
        try (Stream<Path> files = Files.list(ofJob)) {
            return files.anyMatch(file -> Files.exists(file.resolve("_metadata")));
        }
    }

    private Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    private Configuration configuration(Map<String, String> settings) {
        Configuration configuration = new Configuration();
        configuration.setString("tidemark.kafka.bootstrap.servers", bootstrap());
        configuration.setString("pipeline.auto-generate-uids", "false");
        configuration.setString("pipeline.generic-types", "false");
        configuration.setString("pipeline.object-reuse", "true");
        configuration.setString("pipeline.auto-watermark-interval", "0");
        configuration.setString("execution.checkpointing.interval", "1 s");
        configuration.setString("execution.checkpointing.storage", "filesystem");
        configuration.setString("execution.checkpointing.dir", checkpoints().toUri().toString());
        configuration.setString("parallelism.default", "2");
        configuration.setString("taskmanager.numberOfTaskSlots", "8");
        configuration.setString("restart-strategy.type", "fixed-delay");
        configuration.setString("restart-strategy.fixed-delay.attempts", "20");
        configuration.setString("restart-strategy.fixed-delay.delay", "100 ms");
        settings.forEach(configuration::setString);
        return configuration;
    }

    @Override
    public void close() {
        kafka.close();
    }
}

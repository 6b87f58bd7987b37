package io.tidemark.jobs.local;

import io.tidemark.connectors.grpc.Gateway;
import io.tidemark.connectors.grpc.GatewayOptions;
import io.tidemark.jobs.ClusterGateway;
import io.tidemark.jobs.TidemarkOptions;
import io.tidemark.jobs.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything on one machine: Kafka, Flink, the job and a Milvus gateway, data in one folder. A
 * stack that was stopped, or killed, goes on where it was: Kafka has the log, and the job starts
 * from its newest savepoint or checkpoint.
 */
public final class LocalStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(200);

    /**
     * What to start.
     *
     * @param flinkConf the FLINK_CONF_DIR
     * @param jobJar the jar a cluster would be given
     * @param kafkaPort on 127.0.0.1; 0 for any free one, as the next
     * @param webPort of Flink's web UI and REST
     * @param gatewayPort for Milvus clients
     * @param metricsPort where Prometheus may ask the gateway
     */
    public record Plan(
            Path flinkConf,
            Path jobJar,
            int kafkaPort,
            int webPort,
            int gatewayPort,
            int metricsPort) {}

    private interface Part {
        void close() throws Exception;
    }

    private final Deque<Part> parts = new ArrayDeque<>();
    private String bootstrapServers;
    private LocalFlink flink;
    private Gateway gateway;
    private int webPort;
    private boolean stopping;

    private LocalStack() {}

    /**
     * Starts it and returns when the write-ahead log ticks.
     *
     * @param data stays the caller's to close
     * @throws IOException with a sentence where a port is taken or a file is missing
     * @throws IllegalStateException with a sentence where the job does not start
     */
    public static LocalStack start(DataFolder data, Plan plan) throws Exception {
        LocalStack stack = new LocalStack();
        try {
            stack.startParts(data, plan);
            return stack;
        } catch (Exception e) {
            stack.close();
            throw e;
        }
    }

    private void startParts(DataFolder data, Plan plan) throws Exception {
        webPort = LoopbackPort.free("The web UI", plan.webPort());
        int gatewayPort = LoopbackPort.free("The gateway", plan.gatewayPort());
        int metricsPort = LoopbackPort.free("The gateway's metrics", plan.metricsPort());
        if (!Files.isReadable(plan.jobJar())) {
            throw new IOException("Expected the job's jar at " + plan.jobJar() + ", found none");
        }
        int kafkaPort = LoopbackPort.free("Kafka", plan.kafkaPort());
        bootstrapServers = LocalKafkaProperties.HOST + ":" + kafkaPort;
        Configuration configuration =
                LocalConfiguration.load(plan.flinkConf(), data, webPort, bootstrapServers);
        // Side by side, for a person waits; Flink is closed before Kafka, whoever came first.
        FutureTask<LocalFlink> cluster = new FutureTask<>(() -> LocalFlink.start(configuration));
        new Thread(cluster, "start-flink").start();
        try {
            LocalKafka kafka = LocalKafka.start(data.kafka(), kafkaPort);
            parts.push(kafka::close);
        } finally {
            parts.push(() -> cluster.get().close());
        }
        flink = cluster.get();
        Optional<Path> resumeFrom = ResumePoints.newest(data);
        if (resumeFrom.isPresent()) {
            LOG.info("Going on from {}", resumeFrom.get());
            ResumePoints.keepOnly(data, resumeFrom.get());
        }
        flink.submit(plan.jobJar(), resumeFrom);
        parts.push(flink::stopJob);
        String prefix = configuration.get(TidemarkOptions.TOPIC_PREFIX);
        Topics topics = new Topics(prefix, prefix);
        awaitTick(topics.dml());
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", bootstrapServers);
        GatewayOptions options =
                GatewayOptions.onLoopback(gatewayPort).withMetricsOnLoopback(metricsPort);
        gateway = ClusterGateway.start(options, client, topics);
        parts.push(gateway::close);
    }

    private void awaitTick(String dml) throws InterruptedException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        try (FreshTick tick = new FreshTick(bootstrapServers, dml)) {
            while (!tick.seen(LOOK)) {
                boolean ended = flink.result().isDone();
                if (ended || System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            (ended
                                            ? "The job ended while it started"
                                            : "The job does not tick after "
                                                    + START_PATIENCE.toSeconds()
                                                    + " s")
                                    + flink.lastFailure().map(why -> ": " + why).orElse(""));
                }
            }
        }
    }

    /** What a Kafka client's {@code bootstrap.servers} is to be. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    public String webUrl() {
        return "http://" + LocalKafkaProperties.HOST + ":" + webPort;
    }

    /** What a Milvus client is to connect to. */
    public String gatewayUrl() {
        return "http://" + LocalKafkaProperties.HOST + ":" + gateway.port();
    }

    /** Where Prometheus may ask the gateway. */
    public String metricsUrl() {
        return "http://"
                + LocalKafkaProperties.HOST
                + ":"
                + gateway.metricsPort().orElseThrow()
                + "/metrics";
    }

    /**
     * Waits until the job or the gateway ends, which both do when this stack is stopped.
     *
     * @return a sentence that tells which ended, and how
     */
    public String awaitEnd() throws InterruptedException, ExecutionException {
        return StackEnd.of(
                        flink.result().thenApply(job -> job.getApplicationStatus().name()),
                        gateway.ended())
                .get();
    }

    /** Whether {@link #close} was called. */
    public synchronized boolean stopping() {
        return stopping;
    }

    /**
     * Stops the gateway, the job with a savepoint, then Flink, then Kafka; each, whatever became of
     * the other.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (stopping) {
                return;
            }
            stopping = true;
        }
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.error("A part of the local stack did not stop cleanly", e);
            }
        }
    }
}

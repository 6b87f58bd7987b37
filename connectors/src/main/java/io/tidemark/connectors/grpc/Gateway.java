package io.tidemark.connectors.grpc;

import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway: Milvus clients call it, the job answers. It keeps nothing, so any number of
 * them may stand side by side, come and go. Two that share a partition of {@code responses} each
 * drop the other's answers, which costs reading them.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** How long a stop waits for answers; then for those without to be told of it. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final KafkaSide kafka;
    private final Bridge bridge;
    private final GatewayCounters counters = new GatewayCounters();
    private final HealthStatusManager health = new HealthStatusManager();
    private final Optional<MetricsEndpoint> metrics;
    private final GatewayServer server;
    private final ScheduledExecutorService looks;
    private final Duration grace;
    private boolean closed;

    /**
     * @param grace how long a stop waits for answers
     */
    Gateway(
            GatewayOptions options,
            KafkaSide kafka,
            UUID incarnation,
            Bridge.Limits limits,
            int requestPartitions,
            Duration grace)
            throws IOException {
        this.kafka = kafka;
        this.grace = grace;
        bridge = new Bridge(kafka.log(), new Correlations(incarnation), limits, counters);
        ClientSessions sessions = new ClientSessions(incarnation.hashCode(), requestPartitions);
        counters.tell(GatewayMetrics.CALLS_UNDER_WAY, bridge::underWay);
        counters.tell(GatewayMetrics.BYTES_UNDER_WAY, bridge::bytesUnderWay);
        counters.tell(GatewayMetrics.CONNECTIONS, sessions::open);
        metrics =
                options.metrics().isPresent()
                        ? Optional.of(MetricsEndpoint.open(options.metrics().get(), counters))
                        : Optional.empty();
        try {
            server =
                    GatewayServer.start(
                            options, limits.maxRequestBytes(), bridge, sessions, health, counters);
        } catch (IOException | RuntimeException e) {
            metrics.ifPresent(MetricsEndpoint::close);
            throw e;
        }
        looks =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "gateway-time");
                            thread.setDaemon(true);
                            return thread;
                        });
        long eachMs = limits.timeout().toMillis() / WaitingCalls.LOOKS;
        Future<?> unusedLooks =
                looks.scheduleAtFixedRate(bridge::expire, eachMs, eachMs, TimeUnit.MILLISECONDS);
        health.setStatus(Rpc.SERVICE.getFullName(), ServingStatus.SERVING);
        kafka.answers().start(bridge);
        CompletableFuture<Object> unusedEnd =
                kafka.ended().whenComplete((ended, failure) -> sick());
    }

    /**
     * Starts one and returns when it takes calls.
     *
     * @param client properties of Kafka clients
     * @param topics of a cluster whose job has been started once
     * @param maxRequestBytes largest request that cluster takes
     * @throws IOException where the port is taken or a file cannot be read
     * @throws IllegalArgumentException with a sentence where the options contradict one another
     * @throws KafkaException with a sentence where Kafka is away or a topic is missing
     */
    public static Gateway start(
            GatewayOptions options, Properties client, GatewayTopics topics, int maxRequestBytes)
            throws IOException, InterruptedException {
        options.validate();
        UUID incarnation = UUID.randomUUID();
        Bridge.Limits limits =
                new Bridge.Limits(
                        options.maxCalls(), options.maxBytes(), maxRequestBytes, options.timeout());
        KafkaSide kafka =
                KafkaSide.open(client, topics, limits, options.replyTo(), incarnation.hashCode());
        try {
            return new Gateway(
                    options, kafka, incarnation, limits, topics.requestPartitions(), GRACE);
        } catch (IOException | RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** The port on which Prometheus may ask; empty where the options name none. */
    public OptionalInt metricsPort() {
        return metrics.isPresent() ? OptionalInt.of(metrics.get().port()) : OptionalInt.empty();
    }

    public GatewayCounters counters() {
        return counters;
    }

    /** How many calls are under way: their clients have no answer yet. */
    public int underWay() {
        return bridge.underWay();
    }

    /**
     * Completes when requests can no longer be written, or answers no longer be read, with the
     * reason; or at {@link #close}.
     */
    public CompletableFuture<?> ended() {
        return kafka.ended();
    }

    /** Whoever balances between gateways is to choose another. */
    private void sick() {
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
        health.setStatus(Rpc.SERVICE.getFullName(), ServingStatus.NOT_SERVING);
    }

    /** Takes no new call, waits a while for answers, and tells the rest that it stops; once. */
    @Override
    public synchronized void close() throws InterruptedException {
        if (closed) {
            return;
        }
        closed = true;
        health.enterTerminalState();
        bridge.stop();
        server.shutdown();
        try {
            if (!bridge.awaitNone(grace)) {
                bridge.abandon("the gateway stops");
                bridge.awaitNone(LAST_WORDS);
            }
        } finally {
            // Also where somebody interrupts the wait.
            bridge.abandon("the gateway stops");
            server.close();
            looks.shutdownNow();
            metrics.ifPresent(MetricsEndpoint::close);
            kafka.close();
            LOG.info("The gateway has stopped: {}", counters);
        }
    }
}

package io.tidemark.connectors.grpc;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The server as the network sees it: services, transport, limits. */
final class GatewayServer implements AutoCloseable {

    /** Clients ping each ten seconds, also without calls; a server that minds cuts them off. */
    private static final long PINGS_PERMITTED_S = 5;

    /** How a client that went without a word is found out. */
    private static final long PING_EACH_S = 60;

    private static final int MAX_CALLS_A_CONNECTION = 1024;

    /** However few calls a gateway takes: somebody may watch its health beside. */
    private static final int MIN_CALLS_A_CONNECTION = 16;

    /** What a client may send ahead, so that a distant one is not held up. */
    private static final int WINDOW_BYTES = 4 << 20;

    /** A request beyond the limit by no more than this is read, to be told so as Milvus does. */
    static final int TOLD_BEYOND_BYTES = 1 << 20;

    private static final int MAX_METADATA_BYTES = 1 << 15;

    private final Server server;
    private final EventLoops loops;

    private GatewayServer(Server server, EventLoops loops) {
        this.server = server;
        this.loops = loops;
    }

    /**
     * Starts it.
     *
     * @param maxRequestBytes a message much larger is not even read
     * @throws IOException where the port is taken or a file cannot be read
     */
    static GatewayServer start(
            GatewayOptions options,
            int maxRequestBytes,
            Bridge bridge,
            ClientSessions sessions,
            HealthStatusManager health,
            GatewayCounters counters)
            throws IOException {
        NettyServerBuilder server =
                configured(options, maxRequestBytes, bridge, sessions, health, counters);
        EventLoops loops = EventLoops.suiting(Runtime.getRuntime().availableProcessors());
        loops.serve(server);
        try {
            return new GatewayServer(server.build().start(), loops);
        } catch (IOException | RuntimeException e) {
            loops.close();
            throw e;
        }
    }

    int port() {
        return server.getPort();
    }

    /** From now on no new call is taken. */
    void shutdown() {
        server.shutdown();
    }

    /** Ends what is still there: whoever watches the gateway's health does so without end. */
    @Override
    public void close() {
        server.shutdownNow();
        loops.close();
    }

    private static NettyServerBuilder configured(
            GatewayOptions options,
            int maxRequestBytes,
            Bridge bridge,
            ClientSessions sessions,
            HealthStatusManager health,
            GatewayCounters counters)
            throws IOException {
        NettyServerBuilder server =
                NettyServerBuilder.forAddress(options.address(), transport(options))
                        // The bridge never waits, and a connection's calls keep their order so.
                        .directExecutor()
                        // Fixed, or each read would send a ping to find out how large it may be.
                        .flowControlWindow(WINDOW_BYTES)
                        .addTransportFilter(sessions)
                        .maxInboundMessageSize(
                                (int)
                                        Math.min(
                                                Integer.MAX_VALUE,
                                                (long) maxRequestBytes + TOLD_BEYOND_BYTES))
                        .maxInboundMetadataSize(MAX_METADATA_BYTES)
                        .maxConcurrentCallsPerConnection(callsAConnection(options.maxCalls()))
                        .addStreamTracerFactory(InboundBytes.factory())
                        .permitKeepAliveTime(PINGS_PERMITTED_S, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .keepAliveTime(PING_EACH_S, TimeUnit.SECONDS);
        Optional<Authentication> authentication = Optional.empty();
        if (options.credentials().isPresent()) {
            authentication =
                    Optional.of(
                            new Authentication(
                                    Credentials.read(options.credentials().get()), counters));
        }
        server.addService(guarded(MilvusService.on(bridge), authentication));
        server.addService(
                guarded(
                        small(ProtoReflectionServiceV1.newInstance().bindService()),
                        authentication));
        // Whoever asks whether the gateway lives, as an orchestrator does, has no password.
        server.addService(small(health.getHealthService().bindService()));
        return server;
    }

    /** Clients keep further calls until one has ended, so that one cannot take every place. */
    static int callsAConnection(int maxCalls) {
        return Math.min(MAX_CALLS_A_CONNECTION, Math.max(MIN_CALLS_A_CONNECTION, maxCalls / 2));
    }

    private static ServerServiceDefinition small(ServerServiceDefinition service) {
        return ServerInterceptors.intercept(service, new SmallMessages());
    }

    private static ServerServiceDefinition guarded(
            ServerServiceDefinition service, Optional<Authentication> authentication) {
        return authentication
                .map(guard -> ServerInterceptors.intercept(service, guard))
                .orElse(service);
    }

    private static ServerCredentials transport(GatewayOptions options) throws IOException {
        if (options.tls().isEmpty()) {
            return InsecureServerCredentials.create();
        }
        GatewayOptions.Tls tls = options.tls().get();
        return TlsServerCredentials.create(tls.certificate().toFile(), tls.key().toFile());
    }
}

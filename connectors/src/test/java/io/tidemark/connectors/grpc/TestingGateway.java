package io.tidemark.connectors.grpc;

import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** A gateway on a real port before a log that a test plays. */
final class TestingGateway implements AutoCloseable {

    static final int MAX_REQUEST_BYTES = 1 << 20;

    final TestingRequestLog log = new TestingRequestLog();
    final GatewayCounters counters = new GatewayCounters();
    final HealthStatusManager health = new HealthStatusManager();
    final Bridge bridge;
    final ClientSessions sessions = new ClientSessions(0, 4);
    private final GatewayServer server;

    private TestingGateway(GatewayOptions options) throws Exception {
        bridge =
                new Bridge(
                        log,
                        new Correlations(new UUID(1, 2)),
                        new Bridge.Limits(100, 10 << 20, MAX_REQUEST_BYTES, Duration.ofSeconds(60)),
                        counters);
        server =
                GatewayServer.start(options, MAX_REQUEST_BYTES, bridge, sessions, health, counters);
    }

    static TestingGateway start() throws Exception {
        return new TestingGateway(GatewayOptions.onLoopback(0));
    }

    static TestingGateway guarded(GatewayOptions.Tls tls, Path credentials) throws Exception {
        return new TestingGateway(
                new GatewayOptions(
                        "127.0.0.1",
                        0,
                        Optional.of(tls),
                        Optional.of(credentials),
                        OptionalInt.empty(),
                        100,
                        10 << 20,
                        Duration.ofSeconds(60),
                        Optional.empty()));
    }

    int port() {
        return server.port();
    }

    ManagedChannel channel(ClientInterceptor... interceptors) {
        return channel(InsecureChannelCredentials.create(), interceptors);
    }

    ManagedChannel channel(ChannelCredentials credentials, ClientInterceptor... interceptors) {
        return Grpc.newChannelBuilderForAddress("localhost", port(), credentials)
                .intercept(interceptors)
                .build();
    }

    static ClientInterceptor metadata(String key, String value) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    static byte[] call(ManagedChannel channel, String rpc, byte[] request) {
        return call(channel, rpc, request, CallOptions.DEFAULT);
    }

    static byte[] call(ManagedChannel channel, String rpc, byte[] request, CallOptions options) {
        return ClientCalls.blockingUnaryCall(
                channel,
                MilvusService.method(TestingRpc.named(rpc)),
                options,
                new ByteArrayInputStream(request));
    }

    @Override
    public void close() {
        server.close();
    }
}

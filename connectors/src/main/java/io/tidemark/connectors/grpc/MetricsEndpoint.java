package io.tidemark.connectors.grpc;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Where Prometheus asks a gateway: plain HTTP, {@code /metrics}, open to whoever reaches it. */
final class MetricsEndpoint implements AutoCloseable {

    private final HTTPServer server;

    private MetricsEndpoint(HTTPServer server) {
        this.server = server;
    }

    /**
     * Opens it.
     *
     * @throws IOException with a sentence where the port is taken
     */
    static MetricsEndpoint open(InetSocketAddress address, GatewayCounters counters)
            throws IOException {
        try {
            return new MetricsEndpoint(
                    HTTPServer.builder()
                            .inetAddress(address.getAddress())
                            .port(address.getPort())
                            .registry(counters.registry())
                            .buildAndStart());
        } catch (IOException e) {
            throw new IOException(
                    "metrics cannot be shown on " + address + ": " + e.getMessage(), e);
        }
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.close();
    }
}

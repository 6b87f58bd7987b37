package io.tidemark.connectors.grpc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a gateway is reached and what it bears. On loopback it may stand open; anywhere else it wants
 * TLS and credentials.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param tls certificate and key; empty for plain text
 * @param credentials file with who may call, see {@link Credentials}; empty for everybody
 * @param replyTo partition of {@code responses}; empty to draw one
 * @param maxCalls under way at once
 * @param maxBytes of their requests and answers; one connection has at most half
 * @param timeout how long an answer is waited for where the client sets no deadline
 * @param metrics where Prometheus may ask, in plain HTTP and without credentials; empty for nowhere
 */
public record GatewayOptions(
        String host,
        int port,
        Optional<Tls> tls,
        Optional<Path> credentials,
        OptionalInt replyTo,
        int maxCalls,
        long maxBytes,
        Duration timeout,
        Optional<InetSocketAddress> metrics) {

    public static final String LOOPBACK = "127.0.0.1";
    public static final int DEFAULT_PORT = 19530;
    public static final int DEFAULT_MAX_CALLS = 10_000;
    public static final long DEFAULT_MAX_BYTES = 64L << 20;
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    private static final int MAX_PORT = 65_535;
    private static final String BEYOND_LOOPBACK =
            "TLS and credentials beyond loopback (or listen on " + LOOPBACK + ")";

    /**
     * Files in PEM.
     *
     * @param certificate the chain clients are shown
     * @param key its private key
     */
    public record Tls(Path certificate, Path key) {}

    /** Open to everybody on this machine. */
    public static GatewayOptions onLoopback(int port) {
        return new GatewayOptions(
                LOOPBACK,
                port,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                DEFAULT_MAX_CALLS,
                DEFAULT_MAX_BYTES,
                DEFAULT_TIMEOUT,
                Optional.empty());
    }

    /** The same, and Prometheus may ask on this port of this machine; 0 for any free one. */
    public GatewayOptions withMetricsOnLoopback(int metricsPort) {
        return new GatewayOptions(
                host,
                port,
                tls,
                credentials,
                replyTo,
                maxCalls,
                maxBytes,
                timeout,
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), metricsPort)));
    }

    /**
     * Tells contradictions before anything is opened.
     *
     * @throws IllegalArgumentException that names the option, what it expects and what was found
     */
    public void validate() {
        require(port >= 0 && port <= MAX_PORT, "--port", "one in [0, 65535]", port);
        require(maxCalls >= 1, "--max-calls", "at least 1", maxCalls);
        require(maxBytes >= 1, "--max-bytes", "at least 1", maxBytes);
        require(
                timeout.toMillis() >= WaitingCalls.LOOKS,
                "--timeout",
                "at least " + WaitingCalls.LOOKS + " ms",
                timeout.toMillis() + " ms");
        require(
                replyTo.orElse(0) >= 0,
                "--reply-to",
                "a partition, so at least 0",
                replyTo.orElse(0));
        metrics.ifPresent(at -> requireAddress("--metrics-host", at));
        boolean loopback = address().getAddress().isLoopbackAddress();
        require(
                loopback || tls.isPresent(),
                "--tls-certificate",
                BEYOND_LOOPBACK,
                "none for --host " + host);
        require(
                loopback || credentials.isPresent(),
                "--credentials",
                BEYOND_LOOPBACK,
                "none for --host " + host);
    }

    /**
     * Where to listen.
     *
     * @throws IllegalArgumentException where the host has no address
     */
    InetSocketAddress address() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        requireAddress("--host", address);
        return address;
    }

    private static void requireAddress(String option, InetSocketAddress address) {
        require(
                !address.isUnresolved(),
                option,
                "a host that has an address",
                address.getHostString());
    }

    private static void require(boolean right, String option, String expected, Object found) {
        if (!right) {
            throw new IllegalArgumentException(
                    option + ": expected " + expected + ", found " + found);
        }
    }
}

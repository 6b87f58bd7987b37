package io.tidemark.jobs.cli;

import io.tidemark.connectors.grpc.Gateway;
import io.tidemark.connectors.grpc.GatewayOptions;
import io.tidemark.jobs.ClusterGateway;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a Milvus gateway until it is stopped. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets Milvus clients in: their calls become requests on Kafka, the job's answers go"
                    + " back. 'up' brings one along; on a cluster any number may run.",
            "On loopback it is open; anywhere else it needs TLS and credentials."
        })
final class GatewayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private KafkaOptions kafka;

    @Option(
            names = "--host",
            defaultValue = GatewayOptions.LOOPBACK,
            description = "address to listen on (default: ${DEFAULT-VALUE})")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "" + GatewayOptions.DEFAULT_PORT,
            description = "0 for any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @ArgGroup(exclusive = false)
    private TlsFiles tls;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "who may call: one 'user:password' or token a line")
    private Path credentials;

    @Option(
            names = "--reply-to",
            paramLabel = "I",
            description =
                    "partition of topic 'responses'; best one that no other client has"
                            + " (default: one by chance)")
    private Integer replyTo;

    @Option(
            names = "--max-calls",
            defaultValue = "" + GatewayOptions.DEFAULT_MAX_CALLS,
            description =
                    "calls under way; further ones are told to come again (default:"
                            + " ${DEFAULT-VALUE})")
    private int maxCalls;

    @Option(
            names = "--max-bytes",
            defaultValue = "" + GatewayOptions.DEFAULT_MAX_BYTES,
            description =
                    "bytes of their requests and answers; one connection has at most half"
                            + " (default: ${DEFAULT-VALUE})")
    private long maxBytes;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "how long an answer is waited for where the client sets no deadline (default:"
                            + " ${DEFAULT-VALUE})")
    private int timeoutSeconds;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description =
                    "where Prometheus may ask for /metrics, in plain HTTP and without credentials;"
                            + " 0 for any free one (default: nowhere)")
    private Integer metricsPort;

    @Option(
            names = "--metrics-host",
            paramLabel = "HOST",
            defaultValue = GatewayOptions.LOOPBACK,
            description = "address for that (default: ${DEFAULT-VALUE})")
    private String metricsHost;

    private static final class TlsFiles {
        @Option(
                names = "--tls-certificate",
                paramLabel = "FILE",
                required = true,
                description = "the certificate and its chain, in PEM")
        private Path certificate;

        @Option(
                names = "--tls-key",
                paramLabel = "FILE",
                required = true,
                description = "its private key, in PEM")
        private Path key;
    }

    @Override
    public Integer call() throws Exception {
        Properties client = new Properties();
        client.putAll(kafka.client());
        try (Gateway gateway = ClusterGateway.start(options(), client, kafka.topics())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "stop"));
            out().println("Milvus clients are served on " + url(gateway) + "; Ctrl-C stops.");
            gateway.metricsPort()
                    .ifPresent(
                            at ->
                                    out().println(
                                                    "Prometheus may ask http://"
                                                            + metricsHost
                                                            + ":"
                                                            + at
                                                            + "/metrics."));
            out().flush();
            gateway.ended().get();
            return TidemarkCommand.OK;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The gateway can no longer serve: " + e.getCause().getMessage(), e);
        }
    }

    private GatewayOptions options() {
        if (metricsPort != null && (metricsPort < 0 || metricsPort > 65_535)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--metrics-port: expected one in [0, 65535], found " + metricsPort);
        }
        try {
            GatewayOptions options =
                    new GatewayOptions(
                            host,
                            port,
                            Optional.ofNullable(tls)
                                    .map(
                                            files ->
                                                    new GatewayOptions.Tls(
                                                            files.certificate, files.key)),
                            Optional.ofNullable(credentials),
                            replyTo == null ? OptionalInt.empty() : OptionalInt.of(replyTo),
                            maxCalls,
                            maxBytes,
                            Duration.ofSeconds(timeoutSeconds),
                            Optional.ofNullable(metricsPort)
                                    .map(at -> new InetSocketAddress(metricsHost, at)));
            options.validate();
            return options;
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private String url(Gateway gateway) {
        return (tls == null ? "http://" : "https://") + host + ":" + gateway.port();
    }

    /** In a shutdown hook, for that is where Ctrl-C and a termination arrive. */
    private static void stop(Gateway gateway) {
        try {
            gateway.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

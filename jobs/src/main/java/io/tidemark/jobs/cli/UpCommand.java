package io.tidemark.jobs.cli;

import io.tidemark.connectors.grpc.GatewayOptions;
import io.tidemark.jobs.local.DataFolder;
import io.tidemark.jobs.local.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything on this machine until it is stopped. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs Tidemark on this machine: Kafka, Flink with its web UI, the job, from the jar"
                    + " and the configuration that a cluster gets, and a gateway for Milvus"
                    + " clients.",
            "Everything is kept in one folder, and nothing listens beyond this machine. Ctrl-C"
                    + " stops it; the next 'up' goes on where it was, after a kill too."
        })
final class UpCommand implements Callable<Integer> {

    private static final int DEFAULT_KAFKA_PORT = 9092;

    @Spec private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "where everything is kept (default: data, in the project's folder)")
    private Path data;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "" + DEFAULT_KAFKA_PORT,
            description = "Kafka's port; 0 for any free one (default: ${DEFAULT-VALUE})")
    private int kafkaPort;

    @Option(
            names = "--web-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "the web UI's port; 0 for any free one (default: ${DEFAULT-VALUE})")
    private int webPort;

    @Option(
            names = "--gateway-port",
            paramLabel = "PORT",
            defaultValue = "" + GatewayOptions.DEFAULT_PORT,
            description =
                    "the port for Milvus clients; 0 for any free one (default: ${DEFAULT-VALUE})")
    private int gatewayPort;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description =
                    "where Prometheus may ask the gateway; 0 for any free one (default: the one"
                            + " after the gateway's)")
    private Integer metricsPort;

    @Override
    public Integer call() throws Exception {
        if (invalid(kafkaPort)
                || invalid(webPort)
                || invalid(gatewayPort)
                || invalid(metricsPort())) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "A port must be in [0, 65535]");
        }
        Path home = home();
        long startNs = System.nanoTime();
        try (DataFolder folder = DataFolder.open(data == null ? home.resolve("data") : data)) {
            LogFile.use(folder.log());
            out().println("Starting Kafka, Flink and the job ...");
            out().flush();
            try (LocalStack stack = LocalStack.start(folder, plan(home))) {
                Thread stop = new Thread(() -> stop(stack), "stop");
                Runtime.getRuntime().addShutdownHook(stop);
                greet(stack, folder, home, System.nanoTime() - startNs);
                return awaitEnd(stack, folder);
            }
        }
    }

    private LocalStack.Plan plan(Path home) {
        return new LocalStack.Plan(
                home.resolve("flink-conf"),
                home.resolve("jobs/target/tidemark-job.jar"),
                kafkaPort,
                webPort,
                gatewayPort,
                metricsPort());
    }

    private int metricsPort() {
        if (metricsPort != null) {
            return metricsPort;
        }
        return gatewayPort == 0 ? 0 : gatewayPort + 1;
    }

    private void greet(LocalStack stack, DataFolder folder, Path home, long tookNs) {
        boolean here = home.equals(Path.of("").toAbsolutePath());
        String command = here ? "bin/tidemark" : home.resolve("bin/tidemark").toString();
        String kafka = stack.bootstrapServers();
        String bootstrap = kafkaPort == DEFAULT_KAFKA_PORT ? "" : " --bootstrap " + kafka;
        String barrier = webPort == 8081 ? "" : " --web " + stack.webUrl();
        out().println(
                        String.join(
                                System.lineSeparator(),
                                String.format(Locale.ROOT, "Ready after %.1f s.", tookNs / 1e9),
                                "",
                                "  Kafka    " + kafka,
                                "  topics   definitions, requests (in); responses, dml,"
                                        + " dead-letters (out)",
                                "  Milvus   " + stack.gatewayUrl(),
                                "  metrics  " + stack.metricsUrl(),
                                "  web UI   " + stack.webUrl(),
                                "  data     " + folder.root(),
                                "  log      " + folder.log(),
                                "",
                                "Type in another terminal:",
                                "",
                                "  "
                                        + command
                                        + " send"
                                        + bootstrap
                                        + " --generate 1000 --collection books --dim 8",
                                "  " + command + " follow" + bootstrap + " --from earliest",
                                "  " + command + " barrier" + bootstrap + barrier,
                                "",
                                "Or connect a Milvus client:",
                                "",
                                "  new MilvusClientV2(ConnectConfig.builder().uri(\""
                                        + stack.gatewayUrl()
                                        + "\").build())",
                                "",
                                "Ctrl-C stops everything; the next 'up' goes on where it was."));
        out().flush();
    }

    private int awaitEnd(LocalStack stack, DataFolder folder) throws Exception {
        String end = stack.awaitEnd();
        if (stack.stopping()) {
            // The process is ending: the other thread tells of it and closes the rest.
            Thread.currentThread().join();
        }
        throw new IllegalStateException(
                end
                        + "; "
                        + folder.log()
                        + " tells why. 'up' starts it again from its newest checkpoint.");
    }

    /** In a shutdown hook, for that is where Ctrl-C and a termination arrive. */
    private void stop(LocalStack stack) {
        if (!stack.stopping()) {
            out().println("Stopping: a savepoint, then Flink and Kafka ...");
            out().flush();
            stack.close();
            out().println("Stopped.");
            out().flush();
        }
    }

    private Path home() throws IOException {
        String home = System.getProperty("tidemark.home");
        if (home == null) {
            throw new IOException(
                    "'up' needs the project's folder: run it as bin/tidemark up"
                            + " (or set -Dtidemark.home)");
        }
        return Path.of(home).toAbsolutePath().normalize();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static boolean invalid(int port) {
        return port < 0 || port > 65_535;
    }
}

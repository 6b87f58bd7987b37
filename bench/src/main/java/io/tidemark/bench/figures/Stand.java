package io.tidemark.bench.figures;

import io.tidemark.bench.process.Child;
import io.tidemark.bench.process.Compilers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A broker in a process of its own, and a folder in which everything is that a measurement needs.
 */
public final class Stand implements AutoCloseable {

    private static final List<String> BROKER_MEMORY = List.of("-Xmx1g");
    private static final List<String> JOB_MEMORY = List.of("-Xmx2g");

    /** Java's options of a producer. */
    static final List<String> MEMORY = List.of("-Xmx512m");

    /** The same with huge pages: what bin/tidemark gives a gateway where the system has them. */
    static final List<String> HUGE_PAGES = List.of("-Xmx512m", "-XX:+UseTransparentHugePages");

    private final Path folder;
    private final Path log;
    private final Child broker;
    private final String bootstrap;

    private Stand(Path folder, Path log, Child broker, String bootstrap) {
        this.folder = folder;
        this.log = log;
        this.broker = broker;
        this.bootstrap = bootstrap;
    }

    /**
     * Starts the broker.
     *
     * @param log where all processes write what they have to tell
     */
    public static Stand start(Path log) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tidemark-bench");
        Child broker =
                Child.start(
                        BROKER_MEMORY, log, List.of("broker", folder.resolve("kafka").toString()));
        try {
            return new Stand(folder, log, broker, broker.awaitReady());
        } catch (IOException e) {
            broker.close();
            throw e;
        }
    }

    String bootstrap() {
        return bootstrap;
    }

    /** Starts a job on a cluster of its own. */
    Child job(String command, Cluster cluster, String backend) throws IOException {
        Child child =
                Child.start(
                        JOB_MEMORY,
                        log,
                        List.of(
                                command,
                                "--bootstrap",
                                bootstrap,
                                "--prefix",
                                cluster.prefix(),
                                "--backend",
                                backend,
                                "--folder",
                                folder.resolve(cluster.prefix() + command).toString()));
        child.awaitReady();
        return child;
    }

    /** Starts a gateway before a cluster; it tells its port. */
    Child gateway(Cluster cluster) throws IOException {
        Child child =
                Child.start(
                        HUGE_PAGES,
                        log,
                        List.of("gate", "--bootstrap", bootstrap, "--prefix", cluster.prefix()));
        child.awaitReady();
        return child;
    }

    /** Starts a producer that writes so many of these inserts each time it is asked to. */
    Child producer(List<String> memory, Cluster cluster, Path bodies, int requests, int inFlight)
            throws IOException {
        Child child =
                Child.start(
                        memory,
                        log,
                        List.of(
                                "produce",
                                "--bootstrap",
                                bootstrap,
                                "--prefix",
                                cluster.prefix(),
                                "--partitions",
                                Integer.toString(cluster.partitions()),
                                "--bodies",
                                bodies.toString(),
                                "--requests",
                                Integer.toString(requests),
                                "--in-flight",
                                Integer.toString(inFlight)));
        child.awaitReady();
        return child;
    }

    Compilers brokerCompilers() {
        return broker;
    }

    /** CPU the broker has used so far. */
    Duration brokerCpu() throws IOException {
        return broker.cpu();
    }

    /** Starts a reader of a cluster's log. */
    Child reader(Cluster cluster, long messages, boolean ordered) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "read",
                                "--bootstrap",
                                bootstrap,
                                "--prefix",
                                cluster.prefix(),
                                "--channels",
                                Integer.toString(cluster.channels()),
                                "--count",
                                Long.toString(messages)));
        if (ordered) {
            arguments.add("--ordered");
        }
        Child child = Child.start(JOB_MEMORY, log, arguments);
        child.awaitReady();
        return child;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        broker.close();
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}

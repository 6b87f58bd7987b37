package io.tidemark.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Rows a CPU-second of Tidemark over those of a job that only copies: interleaved runs over one
 * backlog, each measured between a quarter and 95 % of its output, so that start-up and warm-up are
 * left out. The broker is a process of its own and does not count.
 */
@Command(
        name = "throughput",
        description = "Rows a CPU-second, Tidemark against a job that only copies.",
        mixinStandardHelpOptions = true)
final class ThroughputCommand implements Callable<Integer> {

    private static final double FROM = 0.25;
    private static final double TO = 0.95;

    @Option(
            names = "--requests",
            defaultValue = "60000",
            description = "Inserts in the backlog, default ${DEFAULT-VALUE}.")
    private int requests;

    @Option(
            names = "--rows",
            defaultValue = "100",
            description = "Rows an insert, default ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--dim",
            defaultValue = "128",
            description = "Floats a row, default ${DEFAULT-VALUE}.")
    private int dim;

    @Option(
            names = "--shards",
            defaultValue = "1",
            description = "Shards of the collection, default ${DEFAULT-VALUE}.")
    private int shards;

    @Option(
            names = "--pairs",
            defaultValue = "5",
            description = "Runs of each job, default ${DEFAULT-VALUE}.")
    private int pairs;

    @Option(
            names = "--backend",
            defaultValue = "hashmap",
            description = "hashmap or rocksdb, default ${DEFAULT-VALUE}.")
    private String backend;

    @Option(
            names = "--against-itself",
            description = "Runs the copy against itself: the ratio must contain 1.")
    private boolean againstItself;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("tidemark-bench");
        File log = folder.resolve("bench.log").toFile();
        System.out.println("Logs and data: " + folder);
        try (Child broker =
                Child.start("-Xmx1g", log, List.of("broker", folder.resolve("kafka").toString()))) {
            String bootstrap = broker.awaitReady();
            Backlog backlog = Backlog.write(bootstrap, requests, rows, dim, shards);
            List<Double> ratios = new ArrayList<>();
            for (int pair = 0; pair < pairs; pair++) {
                double copy = measure("copy", "copy-" + pair, bootstrap, folder, log, backlog);
                double other =
                        againstItself
                                ? measure("copy", "again-" + pair, bootstrap, folder, log, backlog)
                                : measure(
                                        "follow",
                                        "s" + pair + "-",
                                        bootstrap,
                                        folder,
                                        log,
                                        backlog);
                ratios.add(other / copy);
                System.out.printf(
                        Locale.ROOT,
                        "pair %d: copy %.0f rows/CPU-s, %s %.0f rows/CPU-s, ratio %.3f%n",
                        pair,
                        copy,
                        againstItself ? "copy" : "tidemark",
                        other,
                        other / copy);
            }
            ratios.sort(Double::compare);
            System.out.printf(
                    Locale.ROOT,
                    "ratio: min %.3f, median %.3f, max %.3f%n",
                    ratios.get(0),
                    ratios.get(ratios.size() / 2),
                    ratios.get(ratios.size() - 1));
        }
        return 0;
    }

    private double measure(
            String job, String output, String bootstrap, Path folder, File log, Backlog backlog)
            throws Exception {
        String topic = job.equals("copy") ? output : output + "dml";
        long expected =
                job.equals("copy") ? backlog.copied(output) : backlog.messages(requests, shards);
        List<String> arguments =
                List.of(
                        job,
                        "--bootstrap",
                        bootstrap,
                        "--output",
                        output,
                        "--backend",
                        backend,
                        "--checkpoints",
                        folder.resolve("checkpoints-" + output).toString());
        try (Child child = Child.start("-Xmx2g", log, arguments)) {
            child.awaitReady();
            long first = await(child, backlog, topic, (long) (expected * FROM));
            Duration cpuFirst = child.cpu();
            long last = await(child, backlog, topic, (long) (expected * TO));
            Duration cpu = child.cpu().minus(cpuFirst);
            double share = (double) (last - first) / expected;
            return share * requests * rows / (cpu.toNanos() / 1e9);
        } finally {
            backlog.delete(topic);
        }
    }

    private static long await(Child child, Backlog backlog, String topic, long records)
            throws Exception {
        long found = backlog.written(topic);
        while (found < records) {
            if (!child.isAlive()) {
                throw new IllegalStateException("a measured job ended early; see the log");
            }
            TimeUnit.MILLISECONDS.sleep(20);
            found = backlog.written(topic);
        }
        return found;
    }
}

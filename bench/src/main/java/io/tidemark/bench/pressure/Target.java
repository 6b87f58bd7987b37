package io.tidemark.bench.pressure;

import io.tidemark.bench.DurationConverter;
import io.tidemark.bench.cluster.FlinkRest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** The running job a command presses on. */
final class Target {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Option(names = "--bootstrap", defaultValue = "127.0.0.1:9092", description = "Kafka.")
    String bootstrap;

    @Option(
            names = "--web",
            defaultValue = "http://127.0.0.1:8081",
            description = "Flink's REST port, default ${DEFAULT-VALUE}.")
    String web;

    @Option(names = "--folder", required = true, description = "Where the journal is to lie.")
    Path folder;

    @Option(
            names = "--session",
            required = true,
            description = "Of letters and digits; no two runs on one log may share it.")
    String session;

    @Option(names = "--seed", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--warm-up",
            defaultValue = "5m",
            converter = DurationConverter.class,
            description = {
                "Load before anything is measured, default ${DEFAULT-VALUE} at most: it ends when"
                        + " the compilers of the TaskManagers on this machine have next to nothing"
                        + " left to do."
            })
    Duration warmUp;

    /** The TaskManagers of the one cluster. */
    TaskManagers taskManagers() throws IOException, InterruptedException {
        return TaskManagers.listeningOn(new FlinkRest(web).taskManagerPorts());
    }

    /** When the youngest task of the one job was started: it moves with every restart. */
    long newestTaskStart() throws IOException, InterruptedException {
        FlinkRest rest = new FlinkRest(web);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return rest.newestTaskStart(rest.openJobs().get(0));
            } catch (IOException e) {
                // Under pressure an answer may take longer than one call waits.
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
    }
}

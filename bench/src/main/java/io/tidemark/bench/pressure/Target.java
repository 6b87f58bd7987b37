package io.tidemark.bench.pressure;

import io.tidemark.bench.cluster.FlinkRest;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The running job a command presses on. */
final class Target {

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

    /** How often the one job was restarted so far. */
    long restarts() throws IOException, InterruptedException {
        FlinkRest rest = new FlinkRest(web);
        return rest.restarts(rest.openJobs().get(0));
    }
}

package io.tidemark.bench;

import io.tidemark.bench.figures.Contender;
import io.tidemark.bench.figures.Session;
import io.tidemark.bench.figures.Shape;
import io.tidemark.bench.figures.Stand;
import io.tidemark.bench.figures.ThroughputMeasurement;
import io.tidemark.bench.report.Report;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One shape of requests, to see what a change is worth. */
@Command(
        name = "throughput",
        description = "Rows a CPU-second of some contenders, for one shape of requests.",
        mixinStandardHelpOptions = true)
final class ThroughputCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--requests",
            defaultValue = "4000",
            description = "inserts a run, default ${DEFAULT-VALUE}")
    private int requests;

    @Option(
            names = "--rows",
            defaultValue = "100",
            description = "rows an insert, default ${DEFAULT-VALUE}")
    private int rows;

    @Option(
            names = "--dim",
            defaultValue = "128",
            description = "floats a row, default ${DEFAULT-VALUE}")
    private int dim;

    @Option(
            names = "--shards",
            defaultValue = "1",
            description = "shards of the collection, default ${DEFAULT-VALUE}")
    private int shards;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "runs of each contender, default ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--contenders",
            split = ",",
            defaultValue = "COPY,TIDEMARK_HEAP",
            description =
                    "who takes part, all at a time: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private List<Contender> contenders;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path results = Files.createTempDirectory("tidemark-throughput");
        out.println("Results and log: " + results);
        ThroughputMeasurement.Load load =
                new ThroughputMeasurement.Load(new Shape(rows, dim, shards), requests);
        try (Stand stand = Stand.start(results.resolve("figures.log"))) {
            new ThroughputMeasurement(List.of(load), List.of(contenders), rounds)
                    .run(stand, new Session(results, out, 1));
        }
        out.println(new Report(results).throughput());
        return 0;
    }
}

package io.tidemark.bench;

import io.tidemark.bench.figures.GatewayMeasurement;
import io.tidemark.bench.figures.Session;
import io.tidemark.bench.figures.Stand;
import io.tidemark.bench.report.Report;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a gateway adds, by itself. */
@Command(
        name = "gateway",
        description =
                "Round trips at 1,000 calls a second, rows a CPU-second beside a plain producer,"
                        + " and the CPU of the idle whole.",
        mixinStandardHelpOptions = true)
final class GatewayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--scale",
            defaultValue = "1",
            description = "multiplies sizes and durations: 0.1 to try out, default 1")
    private double scale;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description =
                    "where the results go, as CSV, for 'report'; what is there is added to"
                            + " (default: a temporary folder)")
    private Path output;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path results =
                output == null
                        ? Files.createTempDirectory("tidemark-gateway")
                        : Files.createDirectories(output);
        out.println("Results and log: " + results);
        try (Stand stand = Stand.start(results.resolve("figures.log"))) {
            new GatewayMeasurement().run(stand, new Session(results, out, scale));
        }
        out.println(new Report(results).gateway());
        return 0;
    }
}

package io.tidemark.bench;

import io.tidemark.bench.figures.Measurement;
import io.tidemark.bench.figures.Session;
import io.tidemark.bench.figures.Stand;
import io.tidemark.bench.results.LeftOut;
import io.tidemark.bench.results.Machine;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All the figures, the most important first, as far as the time goes. */
@Command(
        name = "figures",
        description = "Takes all figures, the most important first, and writes them to a folder.",
        mixinStandardHelpOptions = true)
final class FiguresCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FOLDER",
            description = "where the results go, as CSV; what is there is added to")
    private Path output;

    @Option(
            names = "--budget",
            paramLabel = "DURATION",
            defaultValue = "100m",
            converter = DurationConverter.class,
            description = "what would take longer is left out, default ${DEFAULT-VALUE}")
    private Duration budget;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "measures only these: throughput, latency, read, catch-up, idle, model")
    private List<String> only;

    @Option(
            names = "--rounds",
            defaultValue = "6",
            description = "pairs of runs, default ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--scale",
            defaultValue = "1",
            description = "multiplies sizes and durations: 0.1 to try out, default 1")
    private double scale;

    @Override
    public Integer call() throws Exception {
        long end = System.nanoTime() + budget.toNanos();
        Files.createDirectories(output);
        PrintWriter out = spec.commandLine().getOut();
        Session session = new Session(output, out, scale);
        for (Map.Entry<String, String> fact : ThisMachine.facts().entrySet()) {
            session.add(Machine.class, new Machine(fact.getKey(), fact.getValue()));
        }
        Path log = output.resolve("figures.log");
        for (Measurement measurement : Measurements.byImportance(rounds)) {
            if (only != null && !only.contains(measurement.name())) {
                continue;
            }
            Duration left = Duration.ofNanos(end - System.nanoTime());
            Duration needed = Duration.ofNanos((long) (measurement.estimate().toNanos() * scale));
            if (left.compareTo(needed) < 0) {
                session.add(
                        LeftOut.class,
                        new LeftOut(
                                measurement.name(),
                                "needs about %d s, %d s were left"
                                        .formatted(needed.toSeconds(), left.toSeconds())));
                continue;
            }
            run(measurement, log, session);
        }
        return 0;
    }

    /** A measurement that fails takes nothing from the others. */
    private static void run(Measurement measurement, Path log, Session session) throws Exception {
        long start = System.nanoTime();
        session.say("== " + measurement.name());
        try (Stand stand = Stand.start(log)) {
            measurement.run(stand, session);
            session.say(
                    "== %s took %d s"
                            .formatted(
                                    measurement.name(),
                                    (System.nanoTime() - start) / 1_000_000_000));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            session.add(LeftOut.class, new LeftOut(measurement.name(), "failed: " + e));
        }
    }
}

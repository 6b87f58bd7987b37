package io.tidemark.bench;

import io.tidemark.bench.check.LogComparison;
import io.tidemark.bench.check.LogReading;
import io.tidemark.bench.check.Report;
import io.tidemark.jobs.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks a log against everything it promises, and a follower's against it. */
@Command(
        name = "check",
        description = "Reads a whole log and says whether every promise was kept.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Option(names = "--bootstrap", defaultValue = "127.0.0.1:9092", description = "Kafka.")
    private String bootstrap;

    @Option(names = "--prefix", defaultValue = "", description = "Of the topics a job reads.")
    private String inputs;

    @Option(
            names = "--output-prefix",
            description = "Of the topics it writes, a follower's say; without it --prefix.")
    private String outputs;

    @Option(
            names = "--journal",
            description = "Of a load that has stopped; may be given several times.")
    private List<Path> journals = List.of();

    @Option(
            names = "--compare",
            description = "Compares dml with dml under this prefix, byte by byte, instead.")
    private String compare;

    @Option(
            names = "--tick-step-ms",
            defaultValue = "50",
            description = "Of the grid, for --compare; default ${DEFAULT-VALUE}.")
    private long tickStepMs;

    @Override
    public Integer call() throws Exception {
        Topics topics = new Topics(inputs, outputs == null ? inputs : outputs);
        Report report =
                compare == null
                        ? LogReading.check(bootstrap, topics, journals)
                        : LogComparison.compare(
                                bootstrap, topics.dml(), compare + "dml", tickStepMs);
        System.out.print(report.text());
        boolean something =
                report.figure(compare == null ? "requests compared" : "ticks compared") > 0;
        if (!something) {
            System.out.println("NOTHING WAS COMPARED.");
        }
        return report.kept() && something ? 0 : 1;
    }
}

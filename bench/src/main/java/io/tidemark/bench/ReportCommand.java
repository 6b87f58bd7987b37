package io.tidemark.bench;

import io.tidemark.bench.report.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the pages and pictures in docs/ from results. */
@Command(
        name = "report",
        description = "Writes docs/performance.md, docs/scale.md and their plots from results.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "what 'figures' wrote")
    private Path results;

    @Option(
            names = "--docs",
            defaultValue = "docs",
            description = "where the pages go, default ${DEFAULT-VALUE}")
    private Path docs;

    @Override
    public Integer call() throws Exception {
        for (Path file : new Report(results).write(docs)) {
            spec.commandLine().getOut().println(file);
        }
        return 0;
    }
}

package io.tidemark.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Flink's own command line, on the cluster that {@code up} runs. */
@Command(
        name = "flink",
        description = "Flink's command on the running cluster: list, run, stop, cancel, ...")
final class FlinkCliCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "the cluster's folder (default: data/cluster, in the project's folder)")
    private Path data;

    @Parameters(paramLabel = "ARGUMENT", description = "as flink takes them")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Path home = ClusterCommand.home();
        ClusterPlan plan = ClusterPlan.of(home, data == null ? home.resolve("data/cluster") : data);
        Path conf = plan.folder().configuration();
        if (!Files.exists(conf.resolve(GlobalConfiguration.FLINK_CONF_FILENAME))) {
            throw new IOException("no cluster ever ran in " + plan.folder().root());
        }
        Configuration settings = GlobalConfiguration.loadConfiguration(conf.toString());
        return new FlinkCommand(new FlinkLaunches(plan, settings), plan).attached(arguments);
    }
}

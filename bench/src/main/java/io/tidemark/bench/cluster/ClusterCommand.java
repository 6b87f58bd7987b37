package io.tidemark.bench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code bin/cluster}. */
@Command(
        name = "cluster",
        description = "Runs Tidemark on a cluster of separate processes on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {UpCommand.class, FlinkCliCommand.class, CommandLine.HelpCommand.class})
public final class ClusterCommand {

    private ClusterCommand() {}

    public static void main(String[] args) {
        CommandLine all = new CommandLine(new ClusterCommand());
        // What comes behind 'flink' is flink's.
        all.getSubcommands().get("flink").setUnmatchedOptionsArePositionalParams(true);
        all.setExecutionExceptionHandler(
                (failure, command, result) -> {
                    command.getErr().println("cluster: " + failure.getMessage());
                    command.getErr().flush();
                    return 1;
                });
        System.exit(all.execute(args));
    }

    /**
     * The project's folder.
     *
     * @throws IOException where the launcher did not name it
     */
    public static Path home() throws IOException {
        String home = System.getProperty("tidemark.home");
        if (home == null) {
            throw new IOException("the project's folder is not known: set -Dtidemark.home");
        }
        return Path.of(home).toAbsolutePath().normalize();
    }
}

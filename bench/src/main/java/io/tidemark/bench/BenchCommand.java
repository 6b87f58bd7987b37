package io.tidemark.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The measurements, and the processes they start of themselves. */
@Command(
        name = "bench",
        description = "Measures what Tidemark costs.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ThroughputCommand.class,
            LoadCommand.class,
            CheckCommand.class,
            BrokerCommand.class,
            CopyCommand.class,
            FollowCommand.class,
            CommandLine.HelpCommand.class
        })
public final class BenchCommand {

    private BenchCommand() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchCommand()).execute(args));
    }
}

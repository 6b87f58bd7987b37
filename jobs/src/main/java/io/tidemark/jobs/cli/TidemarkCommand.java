package io.tidemark.jobs.cli;

import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code tidemark}: every subcommand is a class of its own. */
@Command(
        name = "tidemark",
        mixinStandardHelpOptions = true,
        version = "tidemark 0.1.0",
        description = {
            "The front half of a log-structured vector database, run as an Apache Flink job.",
            "Clients put Milvus requests on Kafka topics; Tidemark gives each a timestamp, "
                    + "executes it and writes an ordered log of rows that anybody can follow."
        },
        footer = {
            "",
            "'tidemark <command> --help' explains a command.",
            "Exit codes: 0 done, 1 a request was answered with an error or somebody is silent, "
                    + "2 wrong usage, 3 something failed (Kafka away, no answer in time)."
        },
        subcommands = {
            UpCommand.class,
            GatewayCommand.class,
            SendCommand.class,
            FollowCommand.class,
            BarrierCommand.class,
            WatchCommand.class,
            TimestampCommand.class
        })
public final class TidemarkCommand implements Callable<Integer> {

    static final int OK = 0;
    static final int ANSWERED_WITH_ERROR = 1;
    static final int SILENT = 1;
    static final int FAILED = 3;

    private static final Logger LOG = LoggerFactory.getLogger(TidemarkCommand.class);

    @Spec private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The whole command; tests give it writers of their own. */
    static CommandLine commandLine() {
        return new CommandLine(new TidemarkCommand())
                .setParameterExceptionHandler(TidemarkCommand::tellUsage)
                .setExecutionExceptionHandler(TidemarkCommand::tell);
    }

    /** Without a subcommand it explains itself. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }

    /** What is wrong and where to read on: the whole help would push the reason off the screen. */
    private static int tellUsage(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("tidemark: " + e.getMessage());
        command.getErr().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    /** A sentence for people; the stack goes to the log at level debug. */
    private static int tell(
            Exception e, CommandLine commandLine, CommandLine.ParseResult arguments) {
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        commandLine.getErr().println("tidemark: " + reason);
        LOG.debug("The command failed", e);
        return FAILED;
    }
}

package io.tidemark.bench;

import io.tidemark.bench.pressure.HostileCommand;
import io.tidemark.bench.pressure.HotspotCommand;
import io.tidemark.bench.pressure.OverloadCommand;
import io.tidemark.bench.process.BrokerCommand;
import io.tidemark.bench.process.CopyCommand;
import io.tidemark.bench.process.GateCommand;
import io.tidemark.bench.process.LeadCommand;
import io.tidemark.bench.process.ProduceCommand;
import io.tidemark.bench.process.ReadCommand;
import io.tidemark.bench.process.SplitCommand;
import io.tidemark.bench.process.StreamsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The measurements, and the processes they start of themselves. */
@Command(
        name = "bench",
        description = "Measures what Tidemark costs.",
        mixinStandardHelpOptions = true,
        subcommands = {
            FiguresCommand.class,
            ThroughputCommand.class,
            GatewayCommand.class,
            ReportCommand.class,
            JmhCommand.class,
            MetaCommand.class,
            LoadCommand.class,
            CheckCommand.class,
            OverloadCommand.class,
            HotspotCommand.class,
            HostileCommand.class,
            BrokerCommand.class,
            CopyCommand.class,
            LeadCommand.class,
            SplitCommand.class,
            GateCommand.class,
            ProduceCommand.class,
            StreamsCommand.class,
            ReadCommand.class,
            CommandLine.HelpCommand.class
        })
public final class BenchCommand {

    private BenchCommand() {}

    public static void main(String[] args) {
        Ending.with(() -> new CommandLine(new BenchCommand()).execute(args));
    }
}

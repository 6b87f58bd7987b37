package io.tidemark.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The micro-benchmarks, with JMH's own command line behind it. */
@Command(
        name = "jmh",
        description = "Runs the micro-benchmarks; what follows is JMH's own: -h tells.")
final class JmhCommand implements Callable<Integer> {

    @Unmatched private List<String> arguments;

    @Override
    public Integer call() throws Exception {
        Main.main(arguments == null ? new String[0] : arguments.toArray(new String[0]));
        return 0;
    }
}

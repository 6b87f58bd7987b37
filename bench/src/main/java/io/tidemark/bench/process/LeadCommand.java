package io.tidemark.bench.process;

import io.tidemark.jobs.TidemarkJob;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tidemark itself, as a leader: with all the work, its ticker included. */
@Command(name = "lead", hidden = true)
public final class LeadCommand implements Callable<Integer> {

    @Mixin private JobOptions options;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = options.flink();
        options.tidemark().forEach(configuration::setString);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(configuration);
        env.configure(configuration);
        TidemarkJob.build(env, configuration);
        env.executeAsync("Tidemark");
        Child.ready("lead");
        Child.tellCompiling();
        return 0;
    }
}

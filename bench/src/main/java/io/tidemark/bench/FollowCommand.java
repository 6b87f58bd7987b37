package io.tidemark.bench;

import io.tidemark.jobs.TidemarkJob;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tidemark itself, as a follower: it does all the work and writes to shadow topics. */
@Command(name = "follow", hidden = true)
final class FollowCommand implements Callable<Integer> {

    @Mixin private JobOptions options;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = options.flink();
        configuration.setString("tidemark.role", "follower");
        configuration.setString("tidemark.topics.shadow", options.output);
        options.producer()
                .forEach(
                        (key, value) ->
                                configuration.setString("tidemark.kafka." + key, value.toString()));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(configuration);
        env.configure(configuration);
        TidemarkJob.build(env, configuration);
        env.executeAsync("follower");
        Child.ready("follow");
        Child.awaitEnd();
        return 0;
    }
}

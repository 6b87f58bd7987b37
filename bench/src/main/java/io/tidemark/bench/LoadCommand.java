package io.tidemark.bench;

import io.tidemark.bench.load.Load;
import io.tidemark.bench.load.LoadPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A load by itself, with its journal for {@code bench check}. */
@Command(
        name = "load",
        description = "Sends definitions and inserts to a running job and keeps a journal.",
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {

    @Option(names = "--bootstrap", defaultValue = "127.0.0.1:9092", description = "Kafka.")
    private String bootstrap;

    @Option(names = "--prefix", defaultValue = "", description = "Of the topics' names.")
    private String prefix;

    @Option(names = "--journal", required = true, description = "The file to write.")
    private Path journal;

    @Option(
            names = "--session",
            defaultValue = "load",
            description = "No two loads on one log may share it, default ${DEFAULT-VALUE}.")
    private String session;

    @Option(names = "--seed", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--rate",
            defaultValue = "200",
            description = "Requests a second, default ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "How long, default ${DEFAULT-VALUE}.")
    private long seconds;

    @Option(names = "--reply-to", defaultValue = "0", description = "Partition of responses.")
    private int replyTo;

    @Override
    public Integer call() throws Exception {
        LoadPlan plan =
                LoadPlan.of(bootstrap, session, seed)
                        .withPrefix(prefix)
                        .withRate(rate)
                        .withReplyTo(replyTo);
        try (Load load = Load.start(plan, journal)) {
            TimeUnit.SECONDS.sleep(seconds);
            load.stopSending();
            boolean answered = load.awaitAnswers(Duration.ofMinutes(2));
            System.out.println(load.status());
            load.death().ifPresent(System.out::println);
            return answered && load.death().isEmpty() ? 0 : 1;
        }
    }
}

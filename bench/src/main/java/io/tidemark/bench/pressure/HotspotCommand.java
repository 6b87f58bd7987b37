package io.tidemark.bench.pressure;

import io.tidemark.schema.InsertRate;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * One partition of {@code requests} gets more than the others, and one collection with it. It slows
 * itself first: the others' round trips stay what they were until it lies as far behind as sources
 * may be apart ({@code tidemark.alignment.requests}). A collection that floods all partitions does
 * so where it has a limit.
 */
@Command(
        name = "hotspot",
        description = "Floods one partition, or all with one collection; looks at the others.",
        mixinStandardHelpOptions = true)
public final class HotspotCommand implements Callable<Integer> {

    private static final Duration CALM = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @Spec private CommandSpec spec;

    @Mixin private Target target;
    @Mixin private InsertShape shape;
    @Mixin private CpuShare share;

    @Option(
            names = "--rate",
            defaultValue = "2000",
            description = "Requests a second of the flood, default ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--limit",
            paramLabel = "<MiB/s>",
            description =
                    "Flood all partitions with a collection that takes so much; else partition 0.")
    private String limit;

    @Option(names = "--seconds", defaultValue = "60", description = "Of the flood.")
    private long seconds;

    @Override
    public Integer call() throws Exception {
        if (limit != null && !InsertRate.isValue(limit)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected --limit to be MiB a second, such as 0.5, found " + limit + ".");
        }
        try (Pressure pressure = Pressure.start(target, 100);
                InsertFloods inserts = InsertFloods.create(target, shape, 1)) {
            inserts.warmUp(pressure);
            if (limit != null) {
                inserts.limit(limit);
            }
            share.during(target, () -> press(pressure, inserts));
            return pressure.verdict();
        }
    }

    private void press(Pressure pressure, InsertFloods inserts) throws Exception {
        AnswersTail answers = inserts.answers();
        pressure.calm(CALM);
        long answered = answers.count();
        long floodUs = pressure.nowUs();
        Flood.Outcome flood =
                inserts.flood(
                        rate,
                        Duration.ofSeconds(seconds),
                        Long.MAX_VALUE,
                        limit == null ? 1 : InsertFloods.PARTITIONS);
        long endUs = pressure.nowUs();
        long backlog = flood.sent() - (answers.count() - answered);
        pressure.require(
                answers.await(answered + flood.sent(), PATIENCE), "every request is answered");
        long drainedUs = pressure.nowUs();
        Pressure.say(
                "hot: %d requests, %.0f/s; backlog %d, drained in %.1f s",
                flood.sent(), flood.perSecond(), backlog, (drainedUs - endUs) / 1e6);
        pressure.calm(Duration.ofSeconds(10));
        Latencies all = pressure.finishProbe(PATIENCE);
        Latencies before = all.between(floodUs - CALM.toNanos() / 1_000, floodUs);
        Latencies during = all.between(floodUs, drainedUs);
        if (limit == null) {
            judgePartition(pressure, before, during);
        } else {
            judgeCollection(pressure, before, during);
        }
    }

    private static void judgePartition(Pressure pressure, Latencies allBefore, Latencies all) {
        Latencies before = allBefore.through(partition -> partition != 0);
        Latencies during = all.through(partition -> partition != 0);
        Latencies hot = all.through(partition -> partition == 0);
        Pressure.say("other partitions before: %s", before.text());
        Pressure.say("other partitions beside it: %s", during.text());
        Pressure.say("the hot partition: %s", hot.text());
        pressure.require(
                during.percentileMs(99) <= hot.percentileMs(99)
                        || during.percentileMs(99) <= 2 * before.percentileMs(99),
                "the hot partition slows itself first");
    }

    private static void judgeCollection(Pressure pressure, Latencies before, Latencies during) {
        Pressure.say("other collections before: %s", before.text());
        Pressure.say("other collections beside it: %s", during.text());
        pressure.require(
                during.percentileMs(99) <= 2 * before.percentileMs(99),
                "the hot collection slows itself first");
    }
}

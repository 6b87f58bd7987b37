package io.tidemark.bench.pressure;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * One partition of {@code requests} gets more than the others, and one collection with it. It slows
 * itself first: the others' round trips stay what they were until it lies as far behind as sources
 * may be apart ({@code tidemark.alignment.requests}).
 */
@Command(
        name = "hotspot",
        description = "Floods one partition and looks at the others.",
        mixinStandardHelpOptions = true)
public final class HotspotCommand implements Callable<Integer> {

    private static final Duration CALM = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @Mixin private Target target;
    @Mixin private InsertShape shape;
    @Mixin private CpuShare share;

    @Option(
            names = "--rate",
            defaultValue = "2000",
            description = "Requests a second into the hot partition, default ${DEFAULT-VALUE}.")
    private double rate;

    @Option(names = "--seconds", defaultValue = "60", description = "Of the flood.")
    private long seconds;

    @Override
    public Integer call() throws Exception {
        try (Pressure pressure = Pressure.start(target, 100);
                InsertFloods inserts = InsertFloods.create(target, shape, 1)) {
            inserts.warmUp(pressure);
            share.during(target, () -> press(pressure, inserts));
            return pressure.verdict();
        }
    }

    private void press(Pressure pressure, InsertFloods inserts) throws Exception {
        AnswersTail answers = inserts.answers();
        pressure.calm(CALM);
        long before = answers.count();
        long floodUs = pressure.nowUs();
        Flood.Outcome flood = inserts.flood(rate, Duration.ofSeconds(seconds), Long.MAX_VALUE, 1);
        long endUs = pressure.nowUs();
        long backlog = flood.sent() - (answers.count() - before);
        pressure.require(
                answers.await(before + flood.sent(), PATIENCE), "every request is answered");
        long drainedUs = pressure.nowUs();
        Pressure.say(
                "hot: %d requests into partition 0, %.0f/s; backlog %d, drained in %.1f s",
                flood.sent(), flood.perSecond(), backlog, (drainedUs - endUs) / 1e6);
        pressure.calm(Duration.ofSeconds(10));
        judge(pressure, pressure.finishProbe(PATIENCE), floodUs, drainedUs);
    }

    private void judge(Pressure pressure, Latencies all, long floodUs, long drainedUs) {
        Latencies cold = all.through(partition -> partition != 0);
        Latencies before = cold.between(floodUs - CALM.toNanos() / 1_000, floodUs);
        Latencies during = cold.between(floodUs, drainedUs);
        Latencies hot = all.through(partition -> partition == 0).between(floodUs, drainedUs);
        Pressure.say("other partitions before: %s", before.text());
        Pressure.say("other partitions beside it: %s", during.text());
        Pressure.say("the hot partition: %s", hot.text());
        pressure.require(
                during.percentileMs(99) <= hot.percentileMs(99)
                        || during.percentileMs(99) <= 2 * before.percentileMs(99),
                "the hot partition slows itself first");
    }
}

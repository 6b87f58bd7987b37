package io.tidemark.bench.pressure;

import java.time.Duration;
import java.util.List;
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

    private static final int REPLY_TO = 1;
    private static final Duration CALM = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @Mixin private Target target;

    @Option(
            names = "--rate",
            defaultValue = "2000",
            description = "Requests a second into the hot partition, default ${DEFAULT-VALUE}.")
    private double rate;

    @Option(names = "--seconds", defaultValue = "60", description = "Of the flood.")
    private long seconds;

    @Option(names = "--rows", defaultValue = "10", description = "Rows an insert.")
    private int rows;

    @Option(names = "--dim", defaultValue = "32", description = "Floats a row.")
    private int dim;

    @Override
    public Integer call() throws Exception {
        try (Pressure pressure = Pressure.start(target, 100);
                AnswersTail answers = new AnswersTail(target.bootstrap, REPLY_TO)) {
            String collection = target.session + "_hot";
            new Flood(target.bootstrap, 1, Duration.ofMinutes(1), 1)
                    .run(List.of(() -> InsertSource.create(target.session, collection, dim)));
            answers.await(1, PATIENCE);
            pressure.calm(CALM);
            long floodUs = pressure.nowUs();
            InsertSource source =
                    new InsertSource(
                            target.session + "_hot",
                            collection,
                            rows,
                            dim,
                            target.seed,
                            1,
                            REPLY_TO);
            Flood.Outcome flood =
                    new Flood(target.bootstrap, rate, Duration.ofSeconds(seconds), Long.MAX_VALUE)
                            .run(List.of(source));
            long endUs = pressure.nowUs();
            long backlog = flood.sent() - (answers.count() - 1);
            pressure.require(
                    answers.await(1 + flood.sent(), PATIENCE), "every request is answered");
            long drainedUs = pressure.nowUs();
            Pressure.say(
                    "hot: %d requests into partition 0, %.0f/s; backlog %d, drained in %.1f s",
                    flood.sent(), flood.perSecond(), backlog, (drainedUs - endUs) / 1e6);
            pressure.calm(Duration.ofSeconds(10));
            judge(pressure, pressure.finishProbe(PATIENCE), floodUs, drainedUs);
            return pressure.verdict();
        }
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

package io.tidemark.bench.pressure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Spoilt requests by the million, by seed. No restart, each answered where it asks for that and can
 * be, else a dead letter, and the probe's p99 at most twice what it is without them.
 */
@Command(
        name = "hostile",
        description = "Sends what nobody should send, and looks at those who send as they should.",
        mixinStandardHelpOptions = true)
public final class HostileCommand implements Callable<Integer> {

    private static final int REPLY_TO = 2;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final long WARM_UP_SEED = 1_000_003;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @Mixin private Target target;

    @Option(names = "--records", defaultValue = "1000000", description = "How many.")
    private long records;

    @Option(
            names = "--rate",
            defaultValue = "2000",
            description = "Records a second, default ${DEFAULT-VALUE}.")
    private double rate;

    @Option(names = "--producers", defaultValue = "2", description = "How many write them.")
    private int producers;

    @Option(names = "--calm-seconds", defaultValue = "60", description = "Before and after.")
    private long calmSeconds;

    @Override
    public Integer call() throws Exception {
        Duration calm = Duration.ofSeconds(calmSeconds);
        try (Pressure pressure = Pressure.start(target, 100)) {
            warmUp(pressure);
            pressure.calm(calm);
            long startUs = pressure.nowUs();
            Flood.Outcome sent = send("h", 0, Duration.ofHours(2), records);
            long endUs = pressure.nowUs();
            Pressure.say(
                    "hostile: %d records in %.1f s, %.0f/s; %d not taken by the broker",
                    sent.sent(), sent.time().toMillis() / 1e3, sent.perSecond(), sent.failed());
            pressure.calm(calm);
            Latencies all = pressure.finishProbe(PATIENCE);
            long calmUs = calm.toNanos() / 1_000;
            Latencies before = all.between(startUs - calmUs, startUs);
            Latencies during = all.between(startUs, endUs);
            Pressure.say("probe before: %s", before.text());
            Pressure.say("probe beside them: %s", during.text());
            Pressure.say("probe after: %s", all.between(endUs, Long.MAX_VALUE).text());
            pressure.require(
                    during.percentileMs(99) <= 2 * before.percentileMs(99),
                    "the probe's p99 is at most twice what it is without them");
            return pressure.verdict();
        }
    }

    /** For those who send as they should, and for what it takes to refuse the others. */
    private void warmUp(Pressure pressure) throws Exception {
        try (InsertFloods inserts = InsertFloods.create(target, new InsertShape(), producers)) {
            inserts.warmUp(pressure);
        }
        int[] looks = {0};
        pressure.warmUp(
                "hostile records",
                () -> send("w", ++looks[0] * WARM_UP_SEED, LOOK, Long.MAX_VALUE));
    }

    /**
     * @param name of the sources
     * @param seed is added to the target's
     */
    private Flood.Outcome send(String name, long seed, Duration limit, long most)
            throws InterruptedException {
        List<Flood.Source> sources = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            sources.add(
                    new HostileSource(
                            target.session + "_" + name + seed + "_" + i,
                            target.session + "_hostile_",
                            target.seed * 1_000 + seed + i,
                            InsertFloods.PARTITIONS,
                            REPLY_TO));
        }
        return new Flood(target.bootstrap, rate, limit, most).run(sources);
    }
}

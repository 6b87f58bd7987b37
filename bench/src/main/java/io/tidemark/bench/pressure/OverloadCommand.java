package io.tidemark.bench.pressure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * More than the job sustains: a flood over all partitions, then its backlog. The job may fall
 * behind but not over: no restart, no lost row, and round trips are what they were once the backlog
 * is worked off.
 */
@Command(
        name = "overload",
        description = "Floods a running job and has it recover.",
        mixinStandardHelpOptions = true)
public final class OverloadCommand implements Callable<Integer> {

    private static final int REPLY_TO = 1;
    private static final int PARTITIONS = 4;
    private static final Duration CALM = Duration.ofSeconds(20);
    private static final Duration CALIBRATION = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @Mixin private Target target;

    @Option(
            names = "--factor",
            defaultValue = "10",
            description = "Times the rate the job sustains, default ${DEFAULT-VALUE}.")
    private double factor;

    @Option(names = "--seconds", defaultValue = "120", description = "Of the flood.")
    private long seconds;

    @Option(names = "--rows", defaultValue = "10", description = "Rows an insert.")
    private int rows;

    @Option(names = "--dim", defaultValue = "32", description = "Floats a row.")
    private int dim;

    @Option(names = "--producers", defaultValue = "2", description = "Of the flood.")
    private int producers;

    @Option(
            names = "--most",
            defaultValue = "3000000",
            description = "Requests of the flood at most, default ${DEFAULT-VALUE}.")
    private long most;

    @Override
    public Integer call() throws Exception {
        try (Pressure pressure = Pressure.start(target, 50);
                AnswersTail answers = new AnswersTail(target.bootstrap, REPLY_TO)) {
            create(answers);
            double sustained = sustained(answers);
            pressure.calm(CALM);
            long floodUs = pressure.nowUs();
            long before = answers.count();
            Flood.Outcome flood =
                    new Flood(
                                    target.bootstrap,
                                    factor * sustained,
                                    Duration.ofSeconds(seconds),
                                    most)
                            .run(sources("flood"));
            long endUs = pressure.nowUs();
            long backlog = flood.sent() - (answers.count() - before);
            Pressure.say(
                    "flood: %d requests of %d rows in %.1f s, %.0f/s: %.1f times what is"
                            + " sustained; %d not taken; backlog %d",
                    flood.sent(),
                    rows,
                    flood.time().toMillis() / 1e3,
                    flood.perSecond(),
                    flood.perSecond() / sustained,
                    flood.failed(),
                    backlog);
            pressure.require(
                    answers.await(before + flood.sent(), PATIENCE),
                    "every request of the flood is answered within " + PATIENCE);
            long drainedUs = pressure.nowUs();
            Pressure.say(
                    "drained %.1f s after the flood, %.0f/s",
                    (drainedUs - endUs) / 1e6, backlog * 1e6 / Math.max(1, drainedUs - endUs));
            pressure.calm(CALM);
            judge(pressure, pressure.finishProbe(PATIENCE), floodUs, endUs, drainedUs);
            return pressure.verdict();
        }
    }

    private void judge(Pressure pressure, Latencies all, long floodUs, long endUs, long drainedUs) {
        Latencies before = all.between(floodUs - CALM.toNanos() / 1_000, floodUs);
        long settleUs = Duration.ofSeconds(5).toNanos() / 1_000;
        Latencies after = all.between(drainedUs + settleUs, Long.MAX_VALUE);
        Pressure.say("probe before: %s", before.text());
        Pressure.say("probe during the flood: %s", all.between(floodUs, endUs).text());
        Pressure.say("probe while it drains: %s", all.between(endUs, drainedUs).text());
        Pressure.say("probe from 5 s behind the backlog: %s", after.text());
        pressure.require(
                after.percentileMs(99) <= 2 * before.percentileMs(99) + 20,
                "p99 is at most twice what it was (+ 20 ms) 5 s after the backlog");
    }

    private void create(AnswersTail answers) throws InterruptedException {
        Flood.Outcome created =
                new Flood(target.bootstrap, 1, Duration.ofMinutes(1), 1)
                        .run(List.of(() -> InsertSource.create(target.session, collection(), dim)));
        answers.await(created.sent(), PATIENCE);
    }

    /** Requests a second, from the first of a flood to the answer to its last. */
    private double sustained(AnswersTail answers) throws InterruptedException {
        double rate = 0;
        // The first run warms the job up.
        for (String run : List.of("warm", "measured")) {
            long before = answers.count();
            long startNs = System.nanoTime();
            Flood.Outcome flood =
                    new Flood(target.bootstrap, Double.POSITIVE_INFINITY, CALIBRATION, most)
                            .run(sources(run));
            answers.await(before + flood.sent(), PATIENCE);
            rate = flood.sent() / ((System.nanoTime() - startNs) / 1e9);
            Pressure.say("sustained (%s): %.0f requests/s", run, rate);
        }
        return rate;
    }

    private List<Flood.Source> sources(String run) {
        List<Flood.Source> sources = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            String name = target.session + "_" + run + i;
            sources.add(
                    new InsertSource(
                            name, collection(), rows, dim, target.seed + i, PARTITIONS, REPLY_TO));
        }
        return sources;
    }

    private String collection() {
        return target.session + "_flood";
    }
}

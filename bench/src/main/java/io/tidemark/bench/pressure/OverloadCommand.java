package io.tidemark.bench.pressure;

import java.time.Duration;
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

    private static final Duration CALM = Duration.ofSeconds(20);
    private static final Duration SETTLING = Duration.ofSeconds(5);

    /** Finding out what the job sustains is a flood too, and must not be in what is compared. */
    private static final Duration CALMING = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofMinutes(45);

    private static final int CALIBRATION_SECONDS = 20;

    /** Of the factor: a flood ends when its last record is written, somewhat behind its time. */
    private static final double NEARLY = 0.95;

    @Mixin private Target target;
    @Mixin private InsertShape shape;
    @Mixin private CpuShare share;

    @Option(
            names = "--factor",
            defaultValue = "10",
            description = "Times the rate the job sustains, default ${DEFAULT-VALUE}.")
    private double factor;

    @Option(names = "--seconds", defaultValue = "120", description = "Of the flood.")
    private long seconds;

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
                InsertFloods inserts = InsertFloods.create(target, shape, producers)) {
            inserts.warmUp(pressure);
            share.during(target, () -> press(pressure, inserts));
            return pressure.verdict();
        }
    }

    private void press(Pressure pressure, InsertFloods inserts) throws Exception {
        AnswersTail answers = inserts.answers();
        double sustained = inserts.sustained(CALIBRATION_SECONDS);
        Pressure.say("sustained: %.0f requests/s", sustained);
        pressure.calm(CALMING.plus(CALM));
        long floodUs = pressure.nowUs();
        long before = answers.count();
        Flood.Outcome flood =
                inserts.flood(
                        factor * sustained,
                        Duration.ofSeconds(seconds),
                        most,
                        InsertFloods.PARTITIONS);
        long endUs = pressure.nowUs();
        long backlog = flood.sent() - (answers.count() - before);
        Pressure.say(
                "flood: %d requests of %d rows in %.1f s, %.0f/s: %.1f times what is sustained;"
                        + " %d not taken; backlog %d",
                flood.sent(),
                shape.rows,
                flood.time().toMillis() / 1e3,
                flood.perSecond(),
                flood.perSecond() / sustained,
                flood.failed(),
                backlog);
        pressure.require(
                flood.lasted(Duration.ofSeconds(seconds)),
                "the flood lasts %d s; --most allows %d requests".formatted(seconds, most));
        pressure.require(
                flood.perSecond() >= NEARLY * factor * sustained,
                "the flood is %s times what is sustained; --task-manager-cpus makes that less"
                        .formatted(factor));
        pressure.require(
                answers.await(before + flood.sent(), PATIENCE),
                "every request of the flood is answered within " + PATIENCE);
        long drainedUs = pressure.nowUs();
        pressure.require(
                pressure.awaitPresent(PATIENCE), "the job is in the present within " + PATIENCE);
        long presentUs = pressure.nowUs();
        Pressure.say(
                "drained %.1f s after the flood, %.0f/s; in the present %.1f s later",
                (drainedUs - endUs) / 1e6,
                backlog * 1e6 / Math.max(1, drainedUs - endUs),
                (presentUs - drainedUs) / 1e6);
        pressure.calm(SETTLING.plus(CALM));
        judge(pressure, pressure.finishProbe(PATIENCE), floodUs, endUs, presentUs);
    }

    private void judge(Pressure pressure, Latencies all, long floodUs, long endUs, long presentUs) {
        Latencies before = all.between(floodUs - CALM.toNanos() / 1_000, floodUs);
        Latencies after = all.between(presentUs + SETTLING.toNanos() / 1_000, Long.MAX_VALUE);
        Pressure.say("probe before: %s", before.text());
        Pressure.say("probe during the flood: %s", all.between(floodUs, endUs).text());
        Pressure.say("probe while it drains: %s", all.between(endUs, presentUs).text());
        Pressure.say("probe from 5 s behind the backlog: %s", after.text());
        pressure.require(
                after.percentileMs(99) <= 2 * before.percentileMs(99) + 20,
                "p99 is at most twice what it was (+ 20 ms) 5 s after the backlog");
    }
}

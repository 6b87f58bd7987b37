package io.tidemark.bench.pressure;

import io.tidemark.bench.check.LogReading;
import io.tidemark.bench.check.Report;
import io.tidemark.bench.load.Load;
import io.tidemark.bench.load.LoadPlan;
import io.tidemark.jobs.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A probe beside the pressure, and the judgement afterwards. */
final class Pressure implements AutoCloseable {

    private static final Duration REST = Duration.ofSeconds(10);

    private final Target target;
    private final Path journal;
    private final Load probe;
    private final double probesPerSecond;
    private final long startedBefore;
    private final List<String> broken = new ArrayList<>();
    private Latencies latencies;

    private Pressure(
            Target target, Path journal, Load probe, double probesPerSecond, long startedBefore) {
        this.target = target;
        this.journal = journal;
        this.probe = probe;
        this.probesPerSecond = probesPerSecond;
        this.startedBefore = startedBefore;
    }

    /** Starts the probe: inserts of few rows, answered in partition 0 of {@code responses}. */
    static Pressure start(Target target, double probesPerSecond) throws Exception {
        Files.createDirectories(target.folder);
        Path journal = target.folder.resolve(target.session + ".journal");
        long started = target.newestTaskStart();
        LoadPlan plan =
                LoadPlan.of(target.bootstrap, target.session, target.seed)
                        .withRate(probesPerSecond)
                        .withMix(new LoadPlan.Mix(2, 8, 10, 10, 0));
        return new Pressure(target, journal, Load.start(plan, journal), probesPerSecond, started);
    }

    /** Has the job work until it is warm for a load, and then rest: what follows is calm. */
    void warmUp(String what, WarmUp.Look look) throws Exception {
        new WarmUp(target.taskManagers(), target.warmUp).run(what, look);
        calm(REST);
    }

    /** Lets the probe run alone for a while. */
    void calm(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    long nowUs() {
        return probe.nowUs();
    }

    /**
     * Waits until the job is in the present: until fewer of the probe's requests wait than it sends
     * in a second. Behind a backlog of requests lies the log's own time, which has to pass too.
     *
     * @return whether that came in time
     */
    boolean awaitPresent(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (probe.status().waiting() >= probesPerSecond) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }

    /** Ends the probe and waits for its answers. */
    Latencies finishProbe(Duration patience) throws Exception {
        probe.stopSending();
        boolean answered = probe.awaitAnswers(patience);
        say("probe: %s", probe.status());
        probe.death().ifPresent(this::broken);
        if (!answered) {
            broken("the probe has requests without an answer after " + patience);
        }
        probe.close();
        latencies = Latencies.of(journal);
        return latencies;
    }

    /** Tells that a promise is broken; the command fails. */
    void broken(String promise) {
        broken.add(promise);
    }

    void require(boolean kept, String promise) {
        if (!kept) {
            broken(promise);
        }
    }

    /** Looks for restarts, has the log checked, and says all of it. */
    int verdict() throws Exception {
        boolean ranOn = target.newestTaskStart() == startedBefore;
        say("the job %s", ranOn ? "was not restarted" : "was restarted, or a part of it");
        require(ranOn, "no restart of the job");
        Report report = LogReading.check(target.bootstrap, new Topics("", ""), List.of(journal));
        System.out.print(report.text());
        require(report.kept(), "the log's promises");
        report.gaps().forEach(this::broken);
        broken.forEach(promise -> say("BROKEN: %s", promise));
        say(broken.isEmpty() ? "PASSED" : "FAILED");
        return broken.isEmpty() ? 0 : 1;
    }

    static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }

    @Override
    public void close() throws Exception {
        if (latencies == null) {
            probe.close();
        }
    }
}

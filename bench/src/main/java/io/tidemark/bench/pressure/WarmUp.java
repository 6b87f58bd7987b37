package io.tidemark.bench.pressure;

import io.tidemark.bench.process.Compilers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a job busy until its compilers have next to nothing left to do: what is measured before is
 * the compilers' hunger for the cores. Where nobody can see the compilers, it takes all its time.
 */
final class WarmUp {

    /** Some seconds of the load that the job is to be ready for. */
    interface Look {
        void run() throws Exception;
    }

    /** Compilers queue what they cannot do at once, and get little of the cores beside a load. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final TaskManagers taskManagers;
    private final Duration most;

    WarmUp(TaskManagers taskManagers, Duration most) {
        this.taskManagers = taskManagers;
        this.most = most;
    }

    void run(String what, Look look) throws Exception {
        long startNs = System.nanoTime();
        while (elapsed(startNs).compareTo(most) < 0) {
            long lookNs = System.nanoTime();
            Duration before = taskManagers.compiling();
            look.run();
            TimeUnit.NANOSECONDS.sleep(REST.toNanos());
            Duration compiled = taskManagers.compiling().minus(before);
            if (!taskManagers.none() && Compilers.silent(compiled, elapsed(lookNs))) {
                say(what, "is warm", startNs);
                return;
            }
        }
        say(what, taskManagers.none() ? "should be warm" : "still compiles", startNs);
    }

    private static void say(String what, String state, long startNs) {
        Pressure.say("%s: the job %s after %.0f s", what, state, elapsed(startNs).toMillis() / 1e3);
    }

    private static Duration elapsed(long sinceNs) {
        return Duration.ofNanos(System.nanoTime() - sinceNs);
    }
}

package io.tidemark.bench.figures;

import io.tidemark.bench.process.Compilers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Work before a measurement, until the compilers of all who take part have next to nothing left to
 * do: what is measured before is the compilers' hunger for the cores.
 */
final class WarmUp {

    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final int MOST_LOOKS = 16;

    /** What keeps them busy for about that long. */
    interface Work {
        void run(Duration time) throws Exception;
    }

    private WarmUp() {}

    static void fully(List<? extends Compilers> all, Session session, Work work) throws Exception {
        for (int look = 1; look <= MOST_LOOKS; look++) {
            List<Duration> before = compiling(all);
            long start = System.nanoTime();
            work.run(session.sized(LOOK));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            boolean silent = silent(before, compiling(all), took);
            for (Compilers each : all) {
                each.awaitCompiled();
            }
            if (silent) {
                session.say("== compiled after %d looks of %.1f s".formatted(look, seconds(took)));
                return;
            }
        }
        session.say("== still compiling after %d looks".formatted(MOST_LOOKS));
    }

    private static List<Duration> compiling(List<? extends Compilers> all) throws Exception {
        List<Duration> compiling = new ArrayList<>();
        for (Compilers each : all) {
            compiling.add(each.compiling());
        }
        return compiling;
    }

    /** Whether none of them took more than its part of the time. */
    static boolean silent(List<Duration> before, List<Duration> after, Duration took) {
        for (int i = 0; i < before.size(); i++) {
            if (!Compilers.silent(after.get(i).minus(before.get(i)), took)) {
                return false;
            }
        }
        return true;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}

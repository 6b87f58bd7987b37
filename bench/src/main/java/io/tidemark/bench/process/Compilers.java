package io.tidemark.bench.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The just-in-time compilers of one process. */
public interface Compilers {

    long LOOK_MS = 1_500;

    /** Compilers that took less than this part of the time are silent. */
    int SILENCE = 20;

    int MOST_LOOKS = 5;

    /**
     * How long they have worked so far, all threads together; a compilation counts when it ends.
     */
    Duration compiling() throws IOException;

    /** Lets them finish what is queued: under load they get too little of the cores. */
    default void awaitCompiled() throws IOException, InterruptedException {
        Duration before = compiling();
        for (int look = 0; look < MOST_LOOKS; look++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            Duration after = compiling();
            if (silent(after.minus(before), Duration.ofMillis(LOOK_MS))) {
                return;
            }
            before = after;
        }
    }

    /**
     * Whether compilers had next to nothing left to do.
     *
     * @param compiled how long they worked
     * @param took within what time
     */
    static boolean silent(Duration compiled, Duration took) {
        return compiled.multipliedBy(SILENCE).compareTo(took) < 0;
    }

    /** Those of this process. */
    static Compilers own() {
        return () ->
                Duration.ofMillis(
                        ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
    }
}

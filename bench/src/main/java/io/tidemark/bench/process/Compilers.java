package io.tidemark.bench.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The just-in-time compilers of one process. */
public interface Compilers {

    long LOOK_MS = 1_500;

    /** Compilers that took less of a look are silent. */
    long SILENCE_MS = 75;

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
            if (after.minus(before).toMillis() < SILENCE_MS) {
                return;
            }
            before = after;
        }
    }

    /** Those of this process. */
    static Compilers own() {
        return () ->
                Duration.ofMillis(
                        ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
    }
}

package io.tidemark.bench.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until something is so, and looks often. */
public final class Await {

    private static final long LOOK_MS = 50;

    private Await() {}

    /** Something that is so, or not yet. */
    public interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /**
     * Returns when it is so.
     *
     * @param what is waited for, as it stands in "waited 60 s for ..."
     * @throws IOException if it does not come within the time, or the condition failed last
     */
    public static void until(String what, Duration patience, Condition condition)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        IOException last = null;
        while (System.nanoTime() - deadline < 0) {
            try {
                if (condition.holds()) {
                    return;
                }
                last = null;
            } catch (IOException e) {
                // What is waited for may well be the one who does not answer.
                last = e;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        throw new IOException("waited " + patience.toSeconds() + " s for " + what, last);
    }
}

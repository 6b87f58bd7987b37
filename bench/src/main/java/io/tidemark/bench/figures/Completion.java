package io.tidemark.bench.figures;

import io.tidemark.bench.process.Child;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The end of a load. It is told from outside, by a number that stands still; whether that was the
 * end, and not a pause, is found out behind what is measured.
 *
 * @param lastNs when the last change was seen, by {@link System#nanoTime}
 * @param cpu of the process so far, once all had been still for {@link #SETTLE}
 */
record Completion(long lastNs, Duration cpu) {

    /** What follows the last message: answers, commits. */
    static final Duration SETTLE = Duration.ofMillis(200);

    private static final long LOOK_MS = 10;
    private static final long TIMEOUT_NS = TimeUnit.MINUTES.toNanos(5);

    /**
     * Watches a process until it has worked off its load.
     *
     * @param before what a look told before there was a load
     */
    static Completion await(String who, Child child, Progress progress, long before)
            throws Exception {
        long start = System.nanoTime();
        Settling settling = new Settling(SETTLE, before, start);
        while (child.isAlive() && System.nanoTime() - start < TIMEOUT_NS) {
            settling.see(progress.look(), System.nanoTime());
            if (settling.settled(System.nanoTime())) {
                Completion found = new Completion(settling.sinceNs(), child.cpu());
                if (progress.complete()) {
                    return found;
                }
                settling.refuse();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        throw new IllegalStateException(who + " did not work off its load; see the log");
    }
}

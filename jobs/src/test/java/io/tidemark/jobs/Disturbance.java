package io.tidemark.jobs;

import java.io.Serializable;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What disturbs one run, by seed: splits held back for a while, and failures. The failures left are
 * shared by all tasks of the run, and survive their restarts, in a place of this JVM.
 *
 * @param run names the run, once in a JVM
 * @param failures to begin with
 */
record Disturbance(String run, long seed, int failures) implements Serializable {

    private static final Map<String, Failures> FAILURES = new ConcurrentHashMap<>();

    private record Failures(AtomicInteger left, AtomicInteger happened) {}

    Random random(String place) {
        return new Random(seed * 31 + place.hashCode() + 7919L * ofRun().left.get());
    }

    /** Fails where failures are left. */
    void fail(String place) {
        if (ofRun().left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            ofRun().happened.incrementAndGet();
            throw new IllegalStateException("a failure on purpose at " + place + " of run " + run);
        }
    }

    /** Leaves one failure more. */
    void failOnceMore() {
        ofRun().left.incrementAndGet();
    }

    int happened() {
        return ofRun().happened.get();
    }

    private Failures ofRun() {
        return FAILURES.computeIfAbsent(
                run, any -> new Failures(new AtomicInteger(failures), new AtomicInteger()));
    }
}

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
 */
record Disturbance(String run, long seed, int failures) implements Serializable {

    private static final Map<String, AtomicInteger> LEFT = new ConcurrentHashMap<>();

    Random random(String place) {
        return new Random(seed * 31 + place.hashCode() + 7919L * left().get());
    }

    /** Fails where failures are left. */
    void fail(String place) {
        if (left().getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new IllegalStateException("a failure on purpose at " + place + " of run " + run);
        }
    }

    int happened() {
        return failures - left().get();
    }

    private AtomicInteger left() {
        return LEFT.computeIfAbsent(run, any -> new AtomicInteger(failures));
    }
}

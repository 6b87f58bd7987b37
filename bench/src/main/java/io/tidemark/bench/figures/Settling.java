package io.tidemark.bench.figures;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells when a number that never falls has stopped to grow. A look may find too much: what a later
 * look does not find was not there, and is forgotten as if that look had not been. Every {@code
 * nowNs} is a reading of one monotonic clock.
 */
final class Settling {

    /** A number, and when it was first reached. */
    private record Reached(long number, long atNs) {}

    private final long settleNs;

    /** Rising in both; the last is what is there as far as is known. */
    private final Deque<Reached> reached = new ArrayDeque<>();

    private Reached refused;

    /**
     * @param settle how long a number must stand
     * @param number before anything happens, which is not the end
     */
    Settling(Duration settle, long number, long nowNs) {
        this.settleNs = settle.toNanos();
        this.refused = new Reached(number, nowNs);
        reached.add(refused);
    }

    /** Takes the next look. */
    void see(long number, long nowNs) {
        long atNs = nowNs;
        while (!reached.isEmpty() && reached.getLast().number() >= number) {
            atNs = reached.removeLast().atNs();
        }
        reached.add(new Reached(number, atNs));
    }

    /** Whether the number has stood long enough since it grew, and was not refused since. */
    boolean settled(long nowNs) {
        return !reached.getLast().equals(refused) && nowNs - sinceNs() >= settleNs;
    }

    /** When the number was first seen that stands now. */
    long sinceNs() {
        return reached.getLast().atNs();
    }

    /** It was not the end: the number has to change once more. */
    void refuse() {
        refused = reached.getLast();
    }
}

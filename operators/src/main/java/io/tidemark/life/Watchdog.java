package io.tidemark.life;

import io.tidemark.proto.Heartbeat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Watches components by their heartbeats. One of every {@link Role} is registered from the start; a
 * heartbeat registers its siblings too, and retires those beyond their number, since a rescaled job
 * has others. Whoever has not been heard for {@link #MISSED} of its own intervals, or never, is
 * silent.
 *
 * <p>Time is the caller's: heartbeats carry the broker's append time.
 */
public final class Watchdog {

    /** Intervals without a heartbeat: two may be lost with a broker's leader. */
    private static final int MISSED = 3;

    /**
     * What is known of one component.
     *
     * @param id role and number
     * @param newest its newest heartbeat; null where none was heard
     * @param heardMs when that was, in milliseconds since 1970; 0 for never
     */
    public record Watched(String id, Heartbeat newest, long heardMs) {

        /** Whether it should have been heard since. */
        public boolean silent(long nowMs) {
            return newest == null || nowMs - heardMs > MISSED * newest.getIntervalMs();
        }
    }

    private final NavigableMap<String, NavigableMap<Integer, Watched>> byRole = new TreeMap<>();

    public Watchdog() {
        for (Role role : Role.values()) {
            register(role.text(), 1);
        }
    }

    /**
     * Takes a heartbeat. One that is older than what is known of its component changes nothing.
     *
     * @return the component as it is known from now on
     */
    public Watched heard(Heartbeat heartbeat, long atMs) {
        String role = heartbeat.getComponent().getRole();
        int index = (int) heartbeat.getComponent().getNodeID();
        NavigableMap<Integer, Watched> siblings =
                register(role, Math.max(heartbeat.getSiblings(), index + 1));
        Watched before = siblings.get(index);
        if (atMs < before.heardMs()) {
            return before;
        }
        Watched now = new Watched(before.id(), heartbeat, atMs);
        siblings.put(index, now);
        return now;
    }

    /** Everybody registered, by role and number. */
    public List<Watched> components() {
        List<Watched> all = new ArrayList<>();
        byRole.values().forEach(siblings -> all.addAll(siblings.values()));
        return all;
    }

    /** Those not heard in time, longest silent first. */
    public List<Watched> silent(long nowMs) {
        return components().stream()
                .filter(watched -> watched.silent(nowMs))
                .sorted(Comparator.comparingLong(Watched::heardMs))
                .toList();
    }

    private NavigableMap<Integer, Watched> register(String role, int siblings) {
        NavigableMap<Integer, Watched> known = byRole.computeIfAbsent(role, any -> new TreeMap<>());
        known.tailMap(siblings, true).clear();
        for (int index = 0; index < siblings; index++) {
            known.putIfAbsent(index, new Watched(role + "-" + index, null, 0));
        }
        return known;
    }
}

package io.tidemark.connectors.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls whose answers are still to come, each under its number. Who takes a call out answers
 * it, so that no call is ever answered twice.
 */
final class WaitingCalls {

    /** In how many looks a call's time runs out. */
    static final int LOOKS = 8;

    private record Entry(WaitingCall call, long since) {}

    private final Map<Long, Entry> calls = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong looks = new AtomicLong();

    /** A number that no call of this life has. */
    long newNumber() {
        return next.getAndIncrement();
    }

    void add(WaitingCall call) {
        calls.put(call.number(), new Entry(call, looks.get()));
    }

    boolean waits(WaitingCall call) {
        return calls.containsKey(call.number());
    }

    /** Lets a call's time begin anew; false where it was taken before. */
    boolean again(WaitingCall call) {
        return calls.replace(call.number(), new Entry(call, looks.get())) != null;
    }

    /** Empty where it was taken before, or was never there. */
    Optional<WaitingCall> take(long number) {
        return Optional.ofNullable(calls.remove(number)).map(Entry::call);
    }

    /** Whether a call of this number ever was. */
    boolean began(long number) {
        return number >= 0 && number < next.get();
    }

    /**
     * Looks once more; those that waited {@link #LOOKS} whole times between looks are taken out. A
     * client's own deadline, be it shorter or longer, is gRPC's to keep.
     */
    List<WaitingCall> takeExpired() {
        long look = looks.incrementAndGet();
        List<WaitingCall> expired = new ArrayList<>();
        calls.forEach(
                (number, entry) -> {
                    if (look - entry.since() > LOOKS && !entry.call().caller().deadline()) {
                        take(number).ifPresent(expired::add);
                    }
                });
        return expired;
    }

    List<WaitingCall> takeAll() {
        List<WaitingCall> all = new ArrayList<>();
        calls.keySet().forEach(number -> take(number).ifPresent(all::add));
        return all;
    }
}

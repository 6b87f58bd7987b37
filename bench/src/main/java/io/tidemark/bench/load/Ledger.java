package io.tidemark.bench.load;

import io.tidemark.bench.load.JournalEntry.Acknowledged;
import io.tidemark.bench.load.JournalEntry.Answered;
import io.tidemark.bench.load.JournalEntry.Sent;
import io.tidemark.bench.load.JournalEntry.Unacknowledged;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens to requests, and writes it down. For use by several threads. */
final class Ledger {

    private final Journal journal;
    private final Set<Long> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicLong newestTimestamp = new AtomicLong();
    private final LongAdder sent = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder unacknowledged = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder skipped = new LongAdder();

    Ledger(Journal journal) {
        this.journal = journal;
    }

    void sent(Sent entry) {
        journal.add(entry);
        waiting.add(entry.request());
        sent.increment();
    }

    void acknowledged(Acknowledged entry) {
        journal.add(entry);
        acknowledged.increment();
    }

    /** It may be answered all the same, but nobody may wait for that. */
    void unacknowledged(Unacknowledged entry) {
        journal.add(entry);
        waiting.remove(entry.request());
        unacknowledged.increment();
    }

    void answered(Answered entry) {
        journal.add(entry);
        newestTimestamp.accumulateAndGet(entry.timestamp(), Math::max);
        if (!waiting.remove(entry.request())) {
            repeated.increment();
            return;
        }
        answered.increment();
        if (entry.code() != 0) {
            refused.increment();
        }
    }

    void skipped(long requests) {
        skipped.add(requests);
    }

    int waiting() {
        return waiting.size();
    }

    long newestTimestamp() {
        return newestTimestamp.get();
    }

    LoadStatus status() {
        return new LoadStatus(
                sent.sum(),
                acknowledged.sum(),
                unacknowledged.sum(),
                answered.sum(),
                repeated.sum(),
                refused.sum(),
                waiting.size(),
                skipped.sum());
    }
}

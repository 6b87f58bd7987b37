package io.tidemark.bench.check;

import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.bench.load.Answers;
import io.tidemark.bench.load.Fingerprint;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What came before on one channel: who comes again must be the same, byte for byte. */
final class Repetitions {

    private static final long ABSENT = 0;

    private final Report report;
    private final LongMap seen = new LongMap();

    Repetitions(Report report) {
        this.report = report;
    }

    /** Whether a key came before; with other bytes that breaks a promise. */
    boolean is(ChannelCheck.Key key, ConsumerRecord<byte[], byte[]> next) {
        long hash =
                Fingerprint.combine(
                        key.timestamp(), (long) key.writer() << Integer.SIZE | key.part());
        // Never the value that stands for absence.
        long fingerprint = Answers.fingerprint(next) | 1;
        long before = seen.get(hash, ABSENT);
        if (before == ABSENT) {
            seen.put(hash, fingerprint);
            return false;
        }
        if (before != fingerprint) {
            report.violated(
                    Promise.REPETITIONS_ARE_THE_SAME_BYTES,
                    next.topic(),
                    next.partition(),
                    next.offset(),
                    "repeats %s with other bytes".formatted(key));
        }
        return true;
    }
}

package io.tidemark.bench.check;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.bench.load.Answers;
import io.tidemark.bench.load.Fingerprint;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares the answers of two logs of the same requests: to one correlation at one timestamp both
 * must say the same, byte for byte, however answers share records. It keeps two numbers of each.
 */
final class AnswerComparison {

    private static final long ABSENT = 0;

    private final long until;
    private final Report report;
    private final LongMap told = new LongMap();

    /**
     * @param until a timestamp up to which both have come
     */
    AnswerComparison(long until, Report report) {
        this.until = until;
        this.report = report;
    }

    /** Takes a record of the one; all of them before the other's. */
    void one(ConsumerRecord<byte[], byte[]> shared) {
        for (ConsumerRecord<byte[], byte[]> answer : unpacked(shared)) {
            told.put(key(answer), Answers.fingerprint(answer) | 1);
        }
    }

    /** Takes a record of the other. */
    void other(ConsumerRecord<byte[], byte[]> shared) {
        for (ConsumerRecord<byte[], byte[]> answer : unpacked(shared)) {
            if (timestamp(answer) <= until) {
                compare(answer);
            }
        }
    }

    private void compare(ConsumerRecord<byte[], byte[]> answer) {
        long before = told.get(key(answer), ABSENT);
        report.count("answers compared", 1);
        if (before != (Answers.fingerprint(answer) | 1)) {
            report.violated(
                    Promise.REPETITIONS_ARE_THE_SAME_BYTES,
                    answer.topic(),
                    answer.partition(),
                    answer.offset(),
                    "answers correlation '%s' at %d %s"
                            .formatted(
                                    Answers.header(answer, "correlation"),
                                    timestamp(answer),
                                    before == ABSENT
                                            ? "and the other log does not"
                                            : "otherwise than the other log"));
        }
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> unpacked(
            ConsumerRecord<byte[], byte[]> shared) {
        try {
            return Answers.unpacked(shared);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("holds no answers, though it says so", broken);
        }
    }

    private static long key(ConsumerRecord<byte[], byte[]> answer) {
        return Fingerprint.combine(Fingerprint.of(Correlations.of(answer)), timestamp(answer));
    }

    private static long timestamp(ConsumerRecord<byte[], byte[]> answer) {
        String timestamp = Answers.header(answer, "timestamp");
        return timestamp == null ? 0 : Long.parseLong(timestamp);
    }
}

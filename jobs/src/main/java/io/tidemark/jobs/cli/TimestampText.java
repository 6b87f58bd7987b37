package io.tidemark.jobs.cli;

import io.tidemark.clock.HybridTimestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.OptionalLong;

/** A point in time as a person writes it: a hybrid timestamp, or an instant. */
final class TimestampText {

    static final String EXPECTED =
            "a timestamp from 0 to " + Long.MAX_VALUE + " or an instant as 2026-01-01T00:00:00Z";

    private TimestampText() {}

    /** The timestamp; of an instant, the first of its millisecond. Empty where it is neither. */
    static OptionalLong parse(String text) {
        try {
            boolean number = text.chars().allMatch(c -> c >= '0' && c <= '9');
            long timestamp = number ? Long.parseLong(text) : ofInstant(Instant.parse(text));
            return timestamp >= 0 ? OptionalLong.of(timestamp) : OptionalLong.empty();
        } catch (NumberFormatException | DateTimeException | ArithmeticException neither) {
            return OptionalLong.empty();
        }
    }

    private static long ofInstant(Instant instant) {
        return Math.multiplyExact(instant.toEpochMilli(), 1L << HybridTimestamp.LOGICAL_BITS);
    }
}

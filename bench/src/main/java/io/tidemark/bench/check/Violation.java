package io.tidemark.bench.check;

import java.util.Locale;

/**
 * A promise that was not kept, and where.
 *
 * @param what what was expected and what was found
 */
public record Violation(Promise promise, String topic, int partition, long offset, String what) {

    /** What the log promises; W1 to W6 are those of the design. */
    public enum Promise {
        W1_NO_NEW_MESSAGE_BEHIND_A_TICK,
        W2_TICKS_COUNT_AND_CHAIN,
        W3_ONE_TIMESTAMP_AND_ONE_GRID,
        W4_DEFINITIONS_ON_EVERY_CHANNEL,
        W5_EVERY_ROW_EXACTLY_ONCE,
        W6_ACKNOWLEDGED_IS_IN_THE_LOG,
        NOTHING_IS_INVENTED,
        REPETITIONS_ARE_THE_SAME_BYTES,
        TIMESTAMPS_INCREASE,
        IDS_ARE_UNIQUE,
        EXECUTED_AS_OF_ITS_TIMESTAMP,
        EVERY_REQUEST_IS_ANSWERED
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s %s-%d@%d: %s", promise, topic, partition, offset, what);
    }
}

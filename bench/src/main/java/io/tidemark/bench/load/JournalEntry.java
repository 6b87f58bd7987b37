package io.tidemark.bench.load;

/** One line of a journal. Times are microseconds since the journal was opened. */
public sealed interface JournalEntry {

    /** The request's number within its session. */
    long request();

    /**
     * A request on its way.
     *
     * @param dueUs when the open loop meant it to go
     * @param fingerprint of its value
     */
    record Sent(
            long request,
            long dueUs,
            String method,
            String topic,
            int partition,
            int rows,
            long fingerprint)
            implements JournalEntry {}

    /** The broker has it, at this place. */
    record Acknowledged(long request, int partition, long offset) implements JournalEntry {}

    /** The broker did not acknowledge it: it may or may not be in the log. */
    record Unacknowledged(long request, String error) implements JournalEntry {}

    /**
     * An answer, the first or a repetition.
     *
     * @param code of its status; 0 is success
     * @param timestamp of its header; 0 without one
     * @param fingerprint of value and headers, as {@link Answers#fingerprint} takes it
     */
    record Answered(long request, long atUs, int code, long timestamp, long fingerprint)
            implements JournalEntry {

        /** The code of an answer that is no message. */
        public static final int UNREADABLE = -1;
    }
}

package io.tidemark.wal;

/**
 * How much a reader may hold of one channel before it is handed out: what lies between two ticks
 * and a record more, which may be 224 KiB of messages that share it: some thousands where they are
 * small.
 *
 * @param records messages and ticks
 * @param bytes sum of the messages' bodies
 */
public record HoldLimit(int records, long bytes) {

    /**
     * Refuses a limit under which nothing could be read.
     *
     * @throws IllegalArgumentException where a limit is below 1
     */
    public HoldLimit {
        if (records < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "Expected a hold limit of at least 1 record and 1 byte, found %d and %d."
                            .formatted(records, bytes));
        }
    }
}

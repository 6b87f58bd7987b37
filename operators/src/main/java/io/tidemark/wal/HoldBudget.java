package io.tidemark.wal;

/** How much of a limit is used, message by message; a tick counts as one without bytes. */
final class HoldBudget {

    private final HoldLimit limit;
    private int records;
    private long bytes;

    HoldBudget(HoldLimit limit) {
        this.limit = limit;
    }

    HoldLimit limit() {
        return limit;
    }

    void take(int length) {
        records++;
        bytes += length;
    }

    void give(int length) {
        records--;
        bytes -= length;
    }

    /** Whether so many more records with so many bytes in all stay within the limit. */
    boolean fits(int count, int length) {
        return count <= limit.records() - records && length <= limit.bytes() - bytes;
    }

    /** Whether at most half of the limit is used. */
    boolean halfEmpty() {
        return records <= limit.records() / 2 && bytes <= limit.bytes() / 2;
    }
}

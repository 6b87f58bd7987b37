package io.tidemark.wal;

/** How much of a limit is used, record by record; a tick is a record without bytes. */
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

    /** Whether another record with a body of this many bytes stays within the limit. */
    boolean fits(int length) {
        return records < limit.records() && length <= limit.bytes() - bytes;
    }

    /** Whether at most half of the limit is used. */
    boolean halfEmpty() {
        return records <= limit.records() / 2 && bytes <= limit.bytes() / 2;
    }
}

package io.tidemark.bench.figures;

import java.util.Arrays;
import org.apache.kafka.clients.admin.Admin;

/**
 * What lies on {@code dml} behind some offsets. Offsets tell that something was appended, and only
 * reading tells how many messages that is, since several may share a record.
 */
final class LoggedProgress implements Progress {

    private final Cluster cluster;
    private final Admin admin;
    private final boolean ticks;
    private final long expected;
    private final long[] before;
    private long[] ends;
    private LoggedMessages messages;

    /**
     * @param before where each channel ended before the load
     * @param ticks whether ticks lie between the messages
     * @param expected messages of the load
     */
    LoggedProgress(Cluster cluster, Admin admin, long[] before, boolean ticks, long expected) {
        this.cluster = cluster;
        this.admin = admin;
        this.before = before.clone();
        this.ends = before;
        this.ticks = ticks;
        this.expected = expected;
    }

    @Override
    public long look() throws Exception {
        ends = cluster.dmlEnds(admin);
        return ticks ? besideTicks(ends, before) : appended(ends, before);
    }

    @Override
    public boolean complete() {
        if (messages == null) {
            messages = new LoggedMessages(cluster, before);
        }
        return messages.before(ends) >= expected;
    }

    @Override
    public void close() {
        if (messages != null) {
            messages.close();
        }
    }

    private static long appended(long[] ends, long[] before) {
        return Arrays.stream(ends).sum() - Arrays.stream(before).sum();
    }

    /**
     * Records beside ticks: every channel has the same ticks, and at least one channel has nothing
     * else. Too many are found while a tick is on some channels only.
     */
    static long besideTicks(long[] ends, long[] before) {
        long[] added = new long[ends.length];
        Arrays.setAll(added, channel -> ends[channel] - before[channel]);
        long ticks = Arrays.stream(added).min().orElse(0);
        return Arrays.stream(added).map(records -> records - ticks).sum();
    }
}

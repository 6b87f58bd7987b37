package io.tidemark.bench.figures;

import java.util.Arrays;
import org.apache.kafka.clients.admin.Admin;

/**
 * What a group of consumers has committed of {@code requests}: for somebody whose transactions
 * leave marks in the output, so that its records cannot be told by offsets.
 */
final class CommittedProgress implements Progress {

    private final Cluster cluster;
    private final Admin admin;
    private final String group;
    private long[] committed;

    CommittedProgress(Cluster cluster, Admin admin, String group) {
        this.cluster = cluster;
        this.admin = admin;
        this.group = group;
        this.committed = new long[cluster.partitions()];
    }

    @Override
    public long look() throws Exception {
        committed = cluster.committed(admin, group);
        return Arrays.stream(committed).sum();
    }

    @Override
    public boolean complete() throws Exception {
        // The load's own mark lies behind the last insert of each partition.
        return lag(cluster.requestEnds(admin), committed) <= cluster.partitions();
    }

    private static long lag(long[] ends, long[] positions) {
        long lag = 0;
        for (int i = 0; i < ends.length; i++) {
            lag += Math.max(0, ends[i] - positions[i]);
        }
        return lag;
    }
}

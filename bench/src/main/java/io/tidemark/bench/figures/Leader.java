package io.tidemark.bench.figures;

import com.google.protobuf.Message;
import io.tidemark.bench.process.Child;
import io.tidemark.bench.process.Compilers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tidemark on a cluster of its own, with a client. */
final class Leader implements AutoCloseable {

    /** As flink-conf has it. */
    private static final String BACKEND = "rocksdb";

    private static final int WARM_UP_IN_FLIGHT = 128;
    private static final int WARM_UP_MOST = 1_000_000;

    private final Stand stand;
    private final Cluster cluster;
    private final Child child;
    private final Requester requester;

    private Leader(Stand stand, Cluster cluster, Child child, Requester requester) {
        this.stand = stand;
        this.cluster = cluster;
        this.child = child;
        this.requester = requester;
    }

    /** Creates the cluster and starts the job; it has worked when its first insert is answered. */
    static Leader start(Stand stand, Cluster cluster, List<? extends Message> collections)
            throws Exception {
        cluster.create(collections);
        return new Leader(
                stand, cluster, stand.job("lead", cluster, BACKEND), Requester.start(cluster));
    }

    Cluster cluster() {
        return cluster;
    }

    Requester requester() {
        return requester;
    }

    Compilers compilers() {
        return child;
    }

    /** Those of the job, of the broker and of this process. */
    List<Compilers> everybodysCompilers() {
        return List.of(child, stand.brokerCompilers(), Compilers.own());
    }

    /** Seconds of CPU so far. */
    double cpuSeconds() throws IOException {
        return child.cpu().toNanos() / 1e9;
    }

    /** Keeps it busy with inserts for that long. */
    void warmUp(byte[][] bodies, Duration time) throws Exception {
        requester.closedLoop(Loads.inserts(bodies), WARM_UP_IN_FLIGHT, time, WARM_UP_MOST);
    }

    /** Keeps it busy with inserts until its compilers have next to nothing left to do. */
    void warmUpFully(byte[][] bodies, Session session) throws Exception {
        WarmUp.fully(List.of(child), session, time -> warmUp(bodies, time));
    }

    /** CPU, in seconds, while nobody sends anything. */
    double idleCpu(Duration calm, Duration time) throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(calm.toNanos());
        double before = cpuSeconds();
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        return cpuSeconds() - before;
    }

    @Override
    public void close() throws Exception {
        try (child) {
            requester.close();
        }
    }
}

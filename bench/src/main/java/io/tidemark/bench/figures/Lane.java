package io.tidemark.bench.figures;

import io.tidemark.bench.cluster.PrefixedTopics;
import io.tidemark.bench.process.Child;
import io.tidemark.bench.process.StreamsCommand;
import io.tidemark.bench.results.Throughput;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/**
 * One contender on a cluster of its own. Its process lives through some runs, so that none pays for
 * start-up and compilation; between its runs it is idle.
 */
final class Lane implements AutoCloseable {

    private static final int CHANNELS = 16;
    private static final int PARTITIONS = 4;
    private static final int TICK_STEP_MS = 50;

    /** Compilers that take less of a run's time are silent. */
    private static final double SILENCE = 0.05;

    private static final int MOST_WARM_UPS = 5;

    private final Contender contender;
    private final Cluster cluster;
    private final Child child;
    private final Slug slug;
    private final Admin admin;

    private Lane(Contender contender, Cluster cluster, Child child) {
        this.contender = contender;
        this.cluster = cluster;
        this.child = child;
        this.slug = new Slug(cluster);
        this.admin = Admin.create(cluster.client());
    }

    /**
     * Starts it; all collections of all runs must be known now.
     *
     * @param prefix of its topics, which are gone with it
     */
    static Lane start(Stand stand, Contender contender, String prefix, List<Shape> shapes)
            throws Exception {
        Cluster cluster =
                new Cluster(stand.bootstrap(), prefix, CHANNELS, PARTITIONS, TICK_STEP_MS);
        cluster.create(shapes.stream().map(shape -> shape.create(0)).distinct().toList());
        return new Lane(
                contender, cluster, stand.job(contender.command(), cluster, contender.backend()));
    }

    /** Lets it work off such loads until its compilers have little left to do. */
    void warmUp(Shape shape, byte[][] bodies, int requests, Duration over) throws Exception {
        for (int i = 1; i <= MOST_WARM_UPS; i++) {
            Duration before = child.compiling();
            double seconds = run(shape, bodies, requests, over, -i).seconds();
            Duration compiled = child.compiling().minus(before);
            child.awaitCompiled();
            if (compiled.toNanos() / 1e9 < seconds * SILENCE) {
                return;
            }
        }
    }

    /**
     * Lets it work off one load, at its own speed.
     *
     * @param over how long the load's records lie apart in time, first to last
     */
    Throughput run(Shape shape, byte[][] bodies, int requests, Duration over, int round)
            throws Exception {
        try (Progress progress = progress(shape, requests)) {
            long before = progress.look();
            slug.write(cluster, bodies, requests, over);
            Duration cpu = child.cpu();
            long start = System.nanoTime();
            slug.commit();
            Completion end = Completion.await(contender.label(), child, progress, before);
            cluster.forget(admin);
            return new Throughput(
                    shape.rows(),
                    shape.dim(),
                    shape.shards(),
                    contender.label(),
                    round,
                    (long) requests * shape.rows(),
                    end.cpu().minus(cpu).toNanos() / 1e9,
                    (end.lastNs() - start) / 1e9);
        }
    }

    private Progress progress(Shape shape, int requests) throws Exception {
        return switch (contender) {
            case STREAMS ->
                    new CommittedProgress(cluster, admin, StreamsCommand.group(cluster.prefix()));
            case COPY, COPY_AGAIN -> logged(false, requests);
            case SPLIT -> logged(false, shape.messages(requests));
            case TIDEMARK_HEAP, TIDEMARK_ROCKSDB -> logged(true, shape.messages(requests));
        };
    }

    private Progress logged(boolean ticks, long expected) throws Exception {
        return new LoggedProgress(cluster, admin, cluster.dmlEnds(admin), ticks, expected);
    }

    @Override
    public void close() throws Exception {
        slug.close();
        child.close();
        PrefixedTopics.delete(admin, cluster.prefix());
        admin.close();
    }
}

package io.tidemark.bench.figures;

import io.tidemark.bench.cluster.PrefixedTopics;
import io.tidemark.bench.process.Child;
import io.tidemark.bench.process.StreamsCommand;
import io.tidemark.bench.results.Throughput;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * One contender on a cluster of its own. Its process lives through some runs, so that none pays for
 * start-up and compilation; between its runs it is idle.
 */
final class Lane implements AutoCloseable {

    private static final int CHANNELS = 16;
    private static final int PARTITIONS = 4;
    private static final int TICK_STEP_MS = 50;
    private static final long LOOK_MS = 10;

    /** What follows the last message: answers, commits. */
    private static final long SETTLE_MS = 200;

    /** Compilers that take less of a run's time are silent. */
    private static final double SILENCE = 0.05;

    private static final int MOST_WARM_UPS = 5;

    private static final long TIMEOUT_NS = TimeUnit.MINUTES.toNanos(5);

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
        long[] before = cluster.dmlEnds(admin);
        slug.write(cluster, bodies, requests, over);
        Duration cpu = child.cpu();
        long start = System.nanoTime();
        slug.commit();
        while (!done(before, shape, requests)) {
            if (!child.isAlive() || System.nanoTime() - start > TIMEOUT_NS) {
                throw new IllegalStateException(
                        contender.label() + " did not work off its load; see the log");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
        cpu = child.cpu().minus(cpu);
        cluster.forget(admin);
        return new Throughput(
                shape.rows(),
                shape.dim(),
                shape.shards(),
                contender.label(),
                round,
                (long) requests * shape.rows(),
                cpu.toNanos() / 1e9,
                seconds);
    }

    private boolean done(long[] before, Shape shape, int requests) throws Exception {
        if (contender == Contender.STREAMS) {
            // Its transactions leave marks in the output, so what it has read is asked for. The
            // load's own mark lies behind the last insert.
            long[] ends = cluster.requestEnds(admin);
            long[] committed = cluster.committed(admin, StreamsCommand.group(cluster.prefix()));
            return lag(ends, committed) <= cluster.partitions();
        }
        long[] ends = cluster.dmlEnds(admin);
        boolean copies = contender == Contender.COPY || contender == Contender.COPY_AGAIN;
        return copies
                ? lag(ends, before) >= requests
                : messages(ends, before) >= shape.messages(requests);
    }

    private static long lag(long[] ends, long[] positions) {
        long lag = 0;
        for (int i = 0; i < ends.length; i++) {
            lag += Math.max(0, ends[i] - positions[i]);
        }
        return lag;
    }

    /**
     * Messages beside ticks: every channel has the same ticks, and at least one channel has nothing
     * else.
     */
    static long messages(long[] ends, long[] before) {
        long[] added = new long[ends.length];
        Arrays.setAll(added, channel -> ends[channel] - before[channel]);
        long ticks = Arrays.stream(added).min().orElse(0);
        return Arrays.stream(added).map(records -> records - ticks).sum();
    }

    @Override
    public void close() throws Exception {
        slug.close();
        child.close();
        PrefixedTopics.delete(admin, cluster.prefix());
        admin.close();
    }
}

package io.tidemark.bench.figures;

import io.tidemark.bench.process.Child;
import io.tidemark.bench.results.CatchUp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** How fast a job that was down comes back to the present: its first seconds included. */
public final class CatchUpMeasurement implements Measurement {

    private static final int CHANNELS = 16;
    private static final int PARTITIONS = 4;
    private static final int TICK_STEP_MS = 50;
    private static final Shape BATCHES = new Shape(100, 128, 1);
    private static final double PER_SECOND = 250;
    private static final Duration DOWN = Duration.ofSeconds(20);
    private static final int ROUNDS = 5;

    /** The collection's creation: a message that is none of the rows, and shares no record. */
    private static final long DEFINITIONS = 1;

    private static final long LOOK_MS = 20;
    private static final long TIMEOUT_NS = TimeUnit.MINUTES.toNanos(5);

    @Override
    public String name() {
        return "catch-up";
    }

    @Override
    public Duration estimate() {
        return Duration.ofSeconds(45L * ROUNDS);
    }

    @Override
    public void run(Stand stand, Session session) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Cluster cluster =
                    new Cluster(
                            stand.bootstrap(),
                            "backlog" + round + "-",
                            CHANNELS,
                            PARTITIONS,
                            TICK_STEP_MS);
            catchUp(stand, cluster, session);
        }
    }

    private static void catchUp(Stand stand, Cluster cluster, Session session) throws Exception {
        cluster.create(List.of(BATCHES.create(0)));
        Duration down = session.sized(DOWN);
        int requests = (int) Math.max(1, PER_SECOND * down.toNanos() / 1e9);
        try (Slug slug = new Slug(cluster)) {
            slug.write(cluster, BATCHES.bodies(0), requests, down);
            slug.commit();
        }
        long start = System.nanoTime();
        try (Admin admin = Admin.create(cluster.client());
                Child job = stand.job("lead", cluster, "hashmap")) {
            long first = awaitFirst(admin, cluster, job);
            long last = awaitAll(admin, cluster, job, BATCHES.messages(requests));
            session.add(
                    CatchUp.class,
                    new CatchUp(
                            BATCHES.rows(),
                            BATCHES.dim(),
                            PER_SECOND,
                            down.toNanos() / 1e9,
                            (first - start) / 1e9,
                            (last - first) / 1e9));
        }
    }

    private static long awaitFirst(Admin admin, Cluster cluster, Child job) throws Exception {
        try (Progress one = progress(admin, cluster, 1)) {
            long deadline = System.nanoTime() + TIMEOUT_NS;
            while (job.isAlive() && System.nanoTime() < deadline) {
                boolean grown = one.look() > DEFINITIONS;
                long now = System.nanoTime();
                if (grown && one.complete()) {
                    return now;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        }
        throw new IllegalStateException("the job did not begin; see the log");
    }

    private static long awaitAll(Admin admin, Cluster cluster, Child job, long messages)
            throws Exception {
        try (Progress all = progress(admin, cluster, messages)) {
            return Completion.await("the job", job, all, 0).lastNs();
        }
    }

    private static Progress progress(Admin admin, Cluster cluster, long messages) {
        long[] empty = new long[cluster.channels()];
        return new LoggedProgress(cluster, admin, empty, true, DEFINITIONS + messages);
    }
}

package io.tidemark.bench.figures;

import io.tidemark.bench.results.Idle;
import java.time.Duration;
import java.util.List;

/** What 256 channels cost when nobody sends anything. */
public final class IdleMeasurement implements Measurement {

    private static final int CHANNELS = 256;
    private static final int PARTITIONS = 4;
    private static final int TICK_STEP_MS = 50;
    private static final Shape BATCHES = new Shape(100, 128, 1);
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public Duration estimate() {
        return Duration.ofSeconds(60);
    }

    @Override
    public void run(Stand stand, Session session) throws Exception {
        Cluster cluster =
                new Cluster(stand.bootstrap(), "idle-", CHANNELS, PARTITIONS, TICK_STEP_MS);
        try (Leader leader = Leader.start(stand, cluster, List.of(BATCHES.create(0)))) {
            leader.warmUpFully(BATCHES.bodies(0), session);
            Duration time = session.sized(IDLE);
            double idle = leader.idleCpu(session.sized(CALM), time);
            session.add(
                    Idle.class,
                    new Idle(CHANNELS, PARTITIONS, TICK_STEP_MS, idle, time.toNanos() / 1e9));
        }
    }
}

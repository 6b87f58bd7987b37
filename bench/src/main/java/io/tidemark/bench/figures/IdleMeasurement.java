package io.tidemark.bench.figures;

import io.tidemark.bench.results.Idle;
import java.time.Duration;
import java.util.List;

/** What few and many channels cost at each tick step when nobody sends anything. */
public final class IdleMeasurement implements Measurement {

    private static final List<Integer> CHANNELS = List.of(16, 256);
    private static final List<Integer> TICK_STEPS_MS = List.of(50, 20, 200);
    private static final int PARTITIONS = 4;
    private static final Shape BATCHES = new Shape(100, 128, 1);
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public Duration estimate() {
        return Duration.ofSeconds(110L * CHANNELS.size() * TICK_STEPS_MS.size());
    }

    @Override
    public void run(Stand stand, Session session) throws Exception {
        for (int channels : CHANNELS) {
            for (int tickStepMs : TICK_STEPS_MS) {
                String prefix = "idle" + channels + "-" + tickStepMs + "-";
                measure(
                        stand,
                        new Cluster(stand.bootstrap(), prefix, channels, PARTITIONS, tickStepMs),
                        session);
            }
        }
    }

    private static void measure(Stand stand, Cluster cluster, Session session) throws Exception {
        try (Leader leader = Leader.start(stand, cluster, List.of(BATCHES.create(0)))) {
            leader.warmUpFully(BATCHES.bodies(0), session);
            Duration time = session.sized(IDLE);
            double idle = leader.idleCpu(session.sized(CALM), time);
            session.add(
                    Idle.class,
                    new Idle(
                            cluster.channels(),
                            cluster.partitions(),
                            cluster.tickStepMs(),
                            idle,
                            time.toNanos() / 1e9));
        }
        cluster.forget();
    }
}

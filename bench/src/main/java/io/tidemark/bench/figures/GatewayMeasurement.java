package io.tidemark.bench.figures;

import io.milvus.grpc.HasCollectionRequest;
import io.tidemark.bench.process.Bodies;
import io.tidemark.bench.process.Child;
import io.tidemark.bench.results.GatewayCost;
import io.tidemark.bench.results.GatewayIdle;
import io.tidemark.bench.results.GatewayLatency;
import io.tidemark.request.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What a gateway adds: round trips of its calls under an open-loop load, its CPU a row beside that
 * of a producer that writes the same inserts itself, and the CPU of the idle whole.
 */
public final class GatewayMeasurement implements Measurement {

    private static final int CHANNELS = 16;
    private static final int PARTITIONS = 4;
    private static final List<Integer> TICK_STEPS_MS = List.of(50, 20, 200);
    private static final Shape BATCHES = new Shape(100, 128, 1);
    private static final Shape SINGLE_ROWS = new Shape(1, 128, 1);

    private static final int CONNECTIONS = 8;
    private static final int IN_FLIGHT = 128;
    private static final double CALLS_PER_SECOND = 1_000;
    private static final Duration OPEN_LOOP = Duration.ofSeconds(15);
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(12);
    private static final int WARM_UP_CALLS = 30_000;
    private static final int BATCH_CALLS = 4_000;
    private static final int SINGLE_ROW_CALLS = 40_000;
    private static final int ROUNDS = 3;

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public Duration estimate() {
        return Duration.ofMinutes(4);
    }

    @Override
    public void run(Stand stand, Session session) throws Exception {
        for (int tickStepMs : TICK_STEPS_MS) {
            Cluster cluster =
                    new Cluster(
                            stand.bootstrap(),
                            "gate" + tickStepMs + "-",
                            CHANNELS,
                            PARTITIONS,
                            tickStepMs);
            try (Leader leader = Leader.start(stand, cluster, List.of(BATCHES.create(0)));
                    Child gateway = stand.gateway(cluster);
                    Calls calls = new Calls(Integer.parseInt(gateway.told()), CONNECTIONS)) {
                warmUp(calls, session);
                if (tickStepMs == TICK_STEPS_MS.get(0)) {
                    latencies(calls, session);
                    costs(stand, cluster, gateway, calls, BATCHES, BATCH_CALLS, session);
                    costs(stand, cluster, gateway, calls, SINGLE_ROWS, SINGLE_ROW_CALLS, session);
                }
                idle(stand, leader, gateway, tickStepMs, session);
            }
        }
    }

    private static void warmUp(Calls calls, Session session) throws Exception {
        calls.closedLoop(inserts(SINGLE_ROWS), session.sized(WARM_UP_CALLS), IN_FLIGHT);
        calls.closedLoop(inserts(BATCHES), session.sized(WARM_UP_CALLS / 20), IN_FLIGHT);
        calls.closedLoop(has(), session.sized(WARM_UP_CALLS), IN_FLIGHT);
    }

    private static void latencies(Calls calls, Session session) throws Exception {
        for (Calls.Load load : List.of(has(), inserts(SINGLE_ROWS))) {
            Histogram roundTrips = calls.openLoop(load, CALLS_PER_SECOND, session.sized(OPEN_LOOP));
            session.add(
                    GatewayLatency.class,
                    new GatewayLatency(
                            load.method().rpcName(),
                            CALLS_PER_SECOND,
                            roundTrips.getTotalCount(),
                            ms(roundTrips.getValueAtPercentile(50)),
                            ms(roundTrips.getValueAtPercentile(99)),
                            ms(roundTrips.getMaxValue())));
        }
    }

    /** Both ways in turn, so that a machine that changes does so for both. */
    private static void costs(
            Stand stand,
            Cluster cluster,
            Child gateway,
            Calls calls,
            Shape shape,
            int full,
            Session session)
            throws Exception {
        int requests = session.sized(full);
        byte[][] bodies = shape.bodies(0);
        Path file = session.folder().resolve("bodies-" + shape.rows());
        Bodies.write(file, bodies);
        try (Child producer = stand.producer(cluster, file, requests, IN_FLIGHT)) {
            // The first round compiles, and is not kept.
            for (int round = 0; round <= ROUNDS; round++) {
                Work through = () -> calls.closedLoop(inserts(shape), requests, IN_FLIGHT);
                GatewayCost behind = cost("gateway", gateway, through, shape, requests, round);
                GatewayCost beside =
                        cost("direct", producer, producer::again, shape, requests, round);
                if (round > 0) {
                    session.add(GatewayCost.class, behind);
                    session.add(GatewayCost.class, beside);
                }
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static GatewayCost cost(
            String way, Child child, Work work, Shape shape, int requests, int round)
            throws Exception {
        Duration before = child.cpu();
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = child.cpu().minus(before).toNanos() / 1e9;
        long rows = (long) requests * shape.rows();
        return new GatewayCost(
                way, shape.rows(), shape.dim(), round, rows, cpu, seconds, rows / cpu);
    }

    private static void idle(
            Stand stand, Leader leader, Child gateway, int tickStepMs, Session session)
            throws Exception {
        TimeUnit.NANOSECONDS.sleep(session.sized(CALM).toNanos());
        Duration time = session.sized(IDLE);
        double job = leader.cpuSeconds();
        Duration gate = gateway.cpu();
        Duration broker = stand.brokerCpu();
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        session.add(
                GatewayIdle.class,
                new GatewayIdle(
                        tickStepMs,
                        leader.cpuSeconds() - job,
                        gateway.cpu().minus(gate).toNanos() / 1e9,
                        stand.brokerCpu().minus(broker).toNanos() / 1e9,
                        time.toNanos() / 1e9));
    }

    private static Calls.Load has() {
        byte[] request =
                HasCollectionRequest.newBuilder()
                        .setCollectionName(SINGLE_ROWS.collection())
                        .build()
                        .toByteArray();
        return new Calls.Load(Method.HAS_COLLECTION, new byte[][] {request});
    }

    private static Calls.Load inserts(Shape shape) {
        return new Calls.Load(Method.INSERT, shape.bodies(0));
    }

    private static double ms(long ns) {
        return ns / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}

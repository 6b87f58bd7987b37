package io.tidemark.bench.figures;

import io.milvus.grpc.HasCollectionRequest;
import io.tidemark.bench.process.Child;
import io.tidemark.bench.process.Compilers;
import io.tidemark.bench.results.GatewayIdle;
import io.tidemark.bench.results.GatewayLatency;
import io.tidemark.request.Method;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What a gateway adds: round trips of its calls under an open-loop load, its CPU a row beside that
 * of a producer that writes the same inserts itself, and the CPU of the idle whole.
 */
public final class GatewayMeasurement implements Measurement {

    static final int IN_FLIGHT = 128;

    private static final int CONNECTIONS = 8;
    private static final double CALLS_PER_SECOND = 1_000;
    private static final Duration OPEN_LOOP = Duration.ofSeconds(15);
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(12);
    private static final int ROUNDS = 5;

    /** Loads that take turns in a look while everybody warms up. */
    private static final int WARM_UP_LOADS = 3;

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public Duration estimate() {
        return Duration.ofMinutes(18);
    }

    @Override
    public void run(Stand stand, Session session) throws Exception {
        TickSteps.each(
                stand,
                "gate",
                leader -> {
                    try (Child gateway = stand.gateway(leader.cluster());
                            Calls calls =
                                    new Calls(Integer.parseInt(gateway.told()), CONNECTIONS)) {
                        warmUp(leader, gateway, calls, session);
                        if (TickSteps.usual(leader)) {
                            latencies(calls, session);
                            GatewayCosts costs =
                                    new GatewayCosts(stand, leader.cluster(), gateway, calls);
                            costs.measure(ROUNDS, session);
                        }
                        idle(stand, leader, gateway, session);
                    }
                });
    }

    private static void warmUp(Leader leader, Child gateway, Calls calls, Session session)
            throws Exception {
        WarmUp.fully(
                List.of(leader.compilers(), gateway, Compilers.own()),
                session,
                time -> {
                    Duration each = time.dividedBy(WARM_UP_LOADS);
                    calls.closedLoop(inserts(TickSteps.SINGLE_ROWS), each, IN_FLIGHT);
                    calls.closedLoop(inserts(TickSteps.BATCHES), each, IN_FLIGHT);
                    calls.closedLoop(has(), each, IN_FLIGHT);
                });
    }

    private static void latencies(Calls calls, Session session) throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            for (Calls.Load load : List.of(has(), inserts(TickSteps.SINGLE_ROWS))) {
                Histogram roundTrips =
                        calls.openLoop(load, CALLS_PER_SECOND, session.sized(OPEN_LOOP));
                session.add(
                        GatewayLatency.class,
                        new GatewayLatency(
                                load.method().rpcName(),
                                CALLS_PER_SECOND,
                                round,
                                roundTrips.getTotalCount(),
                                ms(roundTrips.getValueAtPercentile(50)),
                                ms(roundTrips.getValueAtPercentile(99)),
                                ms(roundTrips.getMaxValue())));
            }
        }
    }

    private static void idle(Stand stand, Leader leader, Child gateway, Session session)
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
                        leader.cluster().tickStepMs(),
                        leader.cpuSeconds() - job,
                        gateway.cpu().minus(gate).toNanos() / 1e9,
                        stand.brokerCpu().minus(broker).toNanos() / 1e9,
                        time.toNanos() / 1e9));
    }

    private static Calls.Load has() {
        byte[] request =
                HasCollectionRequest.newBuilder()
                        .setCollectionName(TickSteps.SINGLE_ROWS.collection())
                        .build()
                        .toByteArray();
        return new Calls.Load(Method.HAS_COLLECTION, new byte[][] {request});
    }

    static Calls.Load inserts(Shape shape) {
        return new Calls.Load(Method.INSERT, shape.bodies(0));
    }

    private static double ms(long ns) {
        return ns / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}

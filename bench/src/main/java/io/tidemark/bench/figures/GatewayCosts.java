package io.tidemark.bench.figures;

import io.tidemark.bench.process.Bodies;
import io.tidemark.bench.process.Child;
import io.tidemark.bench.results.GatewayCost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A gateway's CPU a row beside that of a producer that writes the same inserts itself, of a second
 * such producer, whose ratio to the first must contain 1, and of one that has the gateway's huge
 * pages too.
 */
final class GatewayCosts {

    private static final int BATCH_CALLS = 12_000;
    private static final int SINGLE_ROW_CALLS = 40_000;

    /** Enough for each connection, and so for each partition of the requests. */
    private static final int LAST_CALLS = 64;

    private interface Work {
        void run() throws Exception;
    }

    /** One way into the log. */
    private record Way(String name, Child child, Work work) {}

    private final Stand stand;
    private final Cluster cluster;
    private final Child gateway;
    private final Calls calls;

    GatewayCosts(Stand stand, Cluster cluster, Child gateway, Calls calls) {
        this.stand = stand;
        this.cluster = cluster;
        this.gateway = gateway;
        this.calls = calls;
    }

    void measure(int rounds, Session session) throws Exception {
        measure(TickSteps.BATCHES, session.sized(BATCH_CALLS), rounds, session);
        measure(TickSteps.SINGLE_ROWS, session.sized(SINGLE_ROW_CALLS), rounds, session);
    }

    /** All ways in each round, so that a machine that changes does so for all. */
    private void measure(Shape shape, int requests, int rounds, Session session) throws Exception {
        Calls.Load load = GatewayMeasurement.inserts(shape);
        int inFlight = GatewayMeasurement.IN_FLIGHT;
        Path file = session.folder().resolve("bodies-" + shape.rows());
        Bodies.write(file, load.bodies());
        try (Child direct = stand.producer(Stand.MEMORY, cluster, file, requests, inFlight);
                Child again = stand.producer(Stand.MEMORY, cluster, file, requests, inFlight);
                Child huge = stand.producer(Stand.HUGE_PAGES, cluster, file, requests, inFlight)) {
            List<Way> ways =
                    List.of(
                            new Way(
                                    GatewayCost.GATEWAY,
                                    gateway,
                                    () -> calls.closedLoop(load, requests, inFlight)),
                            new Way(GatewayCost.DIRECT, direct, direct::again),
                            new Way(GatewayCost.DIRECT_AGAIN, again, again::again),
                            new Way(GatewayCost.DIRECT_HUGE_PAGES, huge, huge::again));
            WarmUp.fully(
                    List.of(gateway, direct, again, huge),
                    session,
                    time -> {
                        for (Way way : ways) {
                            way.work().run();
                            settle();
                        }
                    });
            Turns turns = new Turns();
            for (int round = 1; round <= rounds; round++) {
                for (Way way : turns.next(ways)) {
                    session.add(GatewayCost.class, cost(way, shape, requests, round));
                    settle();
                }
            }
        }
    }

    private static GatewayCost cost(Way way, Shape shape, int requests, int round)
            throws Exception {
        Duration before = way.child().cpu();
        long start = System.nanoTime();
        way.work().run();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = way.child().cpu().minus(before).toNanos() / 1e9;
        long rows = (long) requests * shape.rows();
        return new GatewayCost(
                way.name(), shape.rows(), shape.dim(), round, rows, cpu, seconds, rows / cpu);
    }

    /** Nobody waits for what a producer writes: a call behind it is answered when it is done. */
    private void settle() throws InterruptedException {
        calls.closedLoop(GatewayMeasurement.inserts(TickSteps.SINGLE_ROWS), LAST_CALLS, LAST_CALLS);
    }
}

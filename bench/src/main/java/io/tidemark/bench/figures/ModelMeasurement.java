package io.tidemark.bench.figures;

import io.milvus.grpc.CreateCollectionRequest;
import io.tidemark.bench.results.ModelPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The grid behind the cost model: rows a request and floats a row, at a fixed rate that leaves the
 * machine room, on clusters that differ in channels, partitions and tick step. Of the eight corners
 * of these three, every second is taken, so that each is seen with each value of each other; and
 * the middle.
 */
public final class ModelMeasurement implements Measurement {

    private record Corner(int channels, int partitions, int tickStepMs) {}

    /** The last one is the middle. */
    private static final List<Corner> CORNERS =
            List.of(
                    new Corner(16, 2, 20),
                    new Corner(128, 8, 20),
                    new Corner(16, 8, 200),
                    new Corner(128, 2, 200),
                    new Corner(64, 4, 50));

    /** A shape and how many of its requests a second. */
    private record Cell(Shape shape, double perSecond) {}

    private static final List<Cell> CELLS =
            List.of(
                    new Cell(new Shape(1, 16, 1), 1_500),
                    new Cell(new Shape(1, 256, 1), 3_000),
                    new Cell(new Shape(10, 16, 1), 2_000),
                    new Cell(new Shape(10, 256, 1), 700),
                    new Cell(new Shape(100, 16, 1), 800),
                    new Cell(new Shape(100, 256, 1), 200));

    private static final Duration CALM = Duration.ofSeconds(1);

    /** As long as from one checkpoint to the next: each holds one. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final int DEFINITIONS_IN_FLIGHT = 8;
    private static final int MOST = 1_000_000;

    @Override
    public String name() {
        return "model";
    }

    @Override
    public Duration estimate() {
        return Duration.ofSeconds(240L * CORNERS.size());
    }

    @Override
    public void run(Stand stand, Session session) throws Exception {
        List<CreateCollectionRequest> collections =
                CELLS.stream().map(cell -> cell.shape().create(0)).distinct().toList();
        for (int i = 0; i < CORNERS.size(); i++) {
            Corner corner = CORNERS.get(i);
            Cluster cluster =
                    new Cluster(
                            stand.bootstrap(),
                            "grid" + i + "-",
                            corner.channels(),
                            corner.partitions(),
                            corner.tickStepMs());
            try (Leader leader = Leader.start(stand, cluster, collections)) {
                measure(leader, i % 2 == 0 ? 1.0 : 0.5, session);
            }
            cluster.forget();
        }
    }

    /**
     * @param rate of the cells' own: others in every second cluster, so that a request's cost is
     *     not told by one rate alone
     */
    private static void measure(Leader leader, double rate, Session session) throws Exception {
        List<byte[][]> bodies = new ArrayList<>();
        for (Cell cell : CELLS) {
            bodies.add(cell.shape().bodies(0));
        }
        WarmUp.fully(
                List.of(leader.compilers()),
                session,
                time -> warmUp(leader, bodies, time.dividedBy(3)));
        for (int i = 0; i < CELLS.size(); i++) {
            Cell cell = CELLS.get(i);
            byte[][] sent = bodies.get(i);
            insert(leader, cell.shape(), sent, cell.perSecond() * rate, session);
        }
        define(leader, session);
        idle(leader, session);
    }

    /** With the smallest requests, the largest ones and definitions, each for a while. */
    private static void warmUp(Leader leader, List<byte[][]> bodies, Duration each)
            throws Exception {
        leader.warmUp(bodies.get(0), each);
        leader.warmUp(bodies.get(bodies.size() - 1), each);
        leader.requester().closedLoop(Loads.definitions("warm"), DEFINITIONS_IN_FLIGHT, each, MOST);
    }

    private static void insert(
            Leader leader, Shape shape, byte[][] bodies, double perSecond, Session session)
            throws Exception {
        leader.idleCpu(session.sized(CALM), Duration.ZERO);
        double cpu = leader.cpuSeconds();
        long start = System.nanoTime();
        Requester.Run run =
                leader.requester()
                        .openLoop(Loads.inserts(bodies), perSecond, session.sized(WINDOW));
        double seconds = (System.nanoTime() - start) / 1e9;
        cpu = leader.cpuSeconds() - cpu;
        long bytes = 0;
        for (int i = 0; i < run.count(); i++) {
            bytes += bodies[i % bodies.length].length;
        }
        note(leader, shape, seconds, cpu, run.count(), bytes, 0, session);
    }

    private static void define(Leader leader, Session session) throws Exception {
        double cpu = leader.cpuSeconds();
        long start = System.nanoTime();
        Requester.Run run =
                leader.requester()
                        .closedLoop(
                                Loads.definitions("cell"),
                                DEFINITIONS_IN_FLIGHT,
                                session.sized(WINDOW),
                                MOST);
        double seconds = (System.nanoTime() - start) / 1e9;
        cpu = leader.cpuSeconds() - cpu;
        note(leader, new Shape(0, 0, 0), seconds, cpu, 0, 0, run.count(), session);
    }

    private static void idle(Leader leader, Session session) throws Exception {
        Duration time = session.sized(WINDOW);
        double cpu = leader.idleCpu(session.sized(CALM), time);
        note(leader, new Shape(0, 0, 0), time.toNanos() / 1e9, cpu, 0, 0, 0, session);
    }

    private static void note(
            Leader leader,
            Shape shape,
            double seconds,
            double cpu,
            long requests,
            long bytes,
            long definitions,
            Session session)
            throws Exception {
        Cluster cluster = leader.cluster();
        session.add(
                ModelPoint.class,
                new ModelPoint(
                        cluster.channels(),
                        cluster.partitions(),
                        cluster.tickStepMs(),
                        shape.rows(),
                        shape.dim(),
                        seconds,
                        cpu,
                        requests,
                        requests * shape.rows(),
                        bytes,
                        definitions));
    }
}

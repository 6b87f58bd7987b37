package io.tidemark.bench.figures;

import io.milvus.grpc.CreateCollectionRequest;
import io.tidemark.bench.process.Child;
import io.tidemark.bench.results.Read;
import io.tidemark.request.Method;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** An ordered read of 16 channels against a consumer that only counts what lies there. */
public final class ReadMeasurement implements Measurement {

    private static final int CHANNELS = 16;
    private static final int PARTITIONS = 4;
    private static final int TICK_STEP_MS = 50;
    private static final Shape BATCHES = new Shape(100, 128, 1);

    /** One collection a channel. */
    private static final int COLLECTIONS = 16;

    private static final int REQUESTS = 8_000;
    private static final int IN_FLIGHT = 128;
    private static final Duration LOAD_TIMEOUT = Duration.ofSeconds(60);
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 7;

    @Override
    public String name() {
        return "read";
    }

    @Override
    public Duration estimate() {
        return Duration.ofSeconds(80);
    }

    @Override
    public void run(Stand stand, Session session) throws Exception {
        Cluster cluster =
                new Cluster(stand.bootstrap(), "read-", CHANNELS, PARTITIONS, TICK_STEP_MS);
        List<CreateCollectionRequest> collections =
                IntStream.range(0, COLLECTIONS).mapToObj(BATCHES::create).toList();
        byte[][][] bodies =
                IntStream.range(0, COLLECTIONS).mapToObj(BATCHES::bodies).toArray(byte[][][]::new);
        int requests = session.sized(REQUESTS);
        try (Leader leader = Leader.start(stand, cluster, collections)) {
            leader.requester()
                    .closedLoop(
                            index ->
                                    new Requester.Next(
                                            Method.INSERT,
                                            bodies[index % COLLECTIONS][
                                                    index / COLLECTIONS % bodies[0].length]),
                            IN_FLIGHT,
                            LOAD_TIMEOUT,
                            requests);
            // The last rows become visible with the tick behind them.
            leader.idleCpu(Duration.ZERO, Duration.ofSeconds(1));
        }
        // One message of each collection's creation, one of each insert.
        long messages = (long) requests + COLLECTIONS;
        try (Child ordered = stand.reader(cluster, messages, true);
                Child plain = stand.reader(cluster, messages, false)) {
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                read(ordered, "ordered", round, messages, requests, session);
                read(plain, "plain", round, messages, requests, session);
            }
        }
    }

    private static void read(
            Child reader, String name, int round, long messages, int requests, Session session)
            throws Exception {
        Duration cpu = reader.cpu();
        long start = System.nanoTime();
        reader.again();
        double seconds = (System.nanoTime() - start) / 1e9;
        cpu = reader.cpu().minus(cpu);
        if (round >= 0) {
            session.add(
                    Read.class,
                    new Read(
                            name,
                            round,
                            messages,
                            (long) requests * BATCHES.rows(),
                            cpu.toNanos() / 1e9,
                            seconds));
        }
    }
}

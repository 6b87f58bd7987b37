package io.tidemark.connectors.kafka;

import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MsgBase;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.ingest.LogRecord;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.ReplyTo;
import io.tidemark.tick.TickDemand;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.LongConsumer;

/**
 * Request topics on brokers whose clocks a test sets, a ticker, clients, aligned readers and
 * proxies that ask for time, all in virtual time. One broker a log partition, so that each clock is
 * a partition's own.
 */
final class TestingLogTime {

    static final int PARTITIONS = 5;
    static final long MAX_DRIFT_MS = 500;
    static final long STEP_MS = 50;

    /** How long after an advance of meta a proxy asks for more. */
    static final long DISTANCE_MS = 5;

    /** What lies between a tick's sending and its record: at most this. */
    static final long LATENCY_MS = 3;

    private static final long DELIVERY_TIMEOUT_MS = 5_000;
    private static final long ALIGNMENT_INTERVAL_MS = 100;
    private static final long REQUESTS_DRIFT_MS = 10_000;
    private static final long DEFINITIONS_DRIFT_MS = 600_000;

    private record Event(long atMs, long order, Runnable action) {}

    final TestingLogPartition[] partitions = new TestingLogPartition[PARTITIONS];

    /** How far each partition's leader is ahead of real time. */
    final long[] brokerAheadMs = new long[PARTITIONS];

    /** How far the ticker's machine is ahead of real time. */
    long tickerAheadMs;

    private final Random random;
    private final TickDemand[] demands = new TickDemand[PARTITIONS];
    private final boolean[] leaderless = new boolean[PARTITIONS];
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atMs).thenComparing(Event::order));
    private final ArrayDeque<Runnable>[] waitingForLeader = newQueues();
    private final ClusterSettings settings =
            ClusterSettings.newBuilder()
                    .setRequestPartitions(PARTITIONS - 1)
                    .setMaxDriftMs(MAX_DRIFT_MS)
                    .setTickStepMs(STEP_MS)
                    .setMaxRows(1000)
                    .setMaxRequestBytes(1 << 20)
                    .build();
    private long order;
    private long realMs = 1_800_000_000_000L;
    private long announcedMs = -1;
    private TickerClock tickerClock;
    private TickSchedule ticker;

    TestingLogTime(long seed) {
        random = new Random(seed);
        for (int i = 0; i < PARTITIONS; i++) {
            partitions[i] = new TestingLogPartition(i, settings);
            startProxy(i);
        }
        startTicker(0);
    }

    long realMs() {
        return realMs;
    }

    /** What the fastest clock anybody has shows. */
    long fastestMs() {
        return realMs + Math.max(tickerAheadMs, Arrays.stream(brokerAheadMs).max().orElseThrow());
    }

    /** Lets time pass: a millisecond a step, with about one insert in twenty of them. */
    void run(long ms) {
        for (long end = realMs + ms; realMs < end; ) {
            if (random.nextInt(20) == 0) {
                insert(1 + random.nextInt(PARTITIONS - 1), 0);
            }
            step();
        }
    }

    /** A client's insert, appended at once; its token is the newest timestamp it has seen. */
    void insert(int partition, long token) {
        byte[] payload =
                InsertRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setTimestamp(token))
                        .build()
                        .toByteArray();
        append(partition, Method.INSERT.fullName(), payload);
    }

    /** Takes a partition's leader away; what is sent meanwhile waits at its sender. */
    void loseLeader(int partition) {
        leaderless[partition] = true;
    }

    void electLeader(int partition, long aheadMs) {
        leaderless[partition] = false;
        brokerAheadMs[partition] = aheadMs;
        while (!waitingForLeader[partition].isEmpty()) {
            waitingForLeader[partition].remove().run();
        }
    }

    /** The ticker's task fails and comes back with what its checkpoint kept, or with nothing. */
    void restartTicker(boolean fromCheckpoint) {
        startTicker(fromCheckpoint ? tickerClock.logMs() : 0);
    }

    void checkpoint() {
        Arrays.stream(partitions).forEach(TestingLogPartition::checkpoint);
    }

    void restart() {
        for (int i = 0; i < PARTITIONS; i++) {
            startProxy(i);
        }
        Arrays.stream(partitions).forEach(TestingLogPartition::restart);
        restartTicker(true);
    }

    private void startTicker(long keptMs) {
        TickerClock clock = new TickerClock(() -> realMs + tickerAheadMs, () -> realMs * 1_000_000);
        clock.saw(keptMs);
        tickerClock = clock;
        ticker = new TickSchedule(clock, PARTITIONS - 1, STEP_MS);
        tick(ticker);
    }

    /** A proxy's machine may be at any time: it says only how often ticks go. */
    private void startProxy(int partition) {
        demands[partition] =
                new TickDemand(
                        DISTANCE_MS,
                        partition - 1,
                        PARTITIONS - 1,
                        () -> realMs + 77,
                        timeMs -> send(0, timeMs, any -> {}, () -> {}));
    }

    private void tick(TickSchedule running) {
        if (running == ticker) {
            long waitMs =
                    running.tick(
                            (partition, timeMs) ->
                                    send(
                                            partition,
                                            timeMs,
                                            appendMs -> running.acknowledged(partition, appendMs),
                                            () -> running.failed(partition)));
            at(realMs + waitMs, () -> tick(running));
        }
    }

    private void send(int partition, long timeMs, LongConsumer acknowledged, Runnable failed) {
        boolean[] settled = new boolean[1];
        Runnable write =
                () -> {
                    if (!settled[0]) {
                        settled[0] = true;
                        byte[] body = TickMessages.body(HybridTimestamp.of(timeMs, 0, 0), 0);
                        long appendMs = append(partition, null, body);
                        at(
                                realMs + random.nextInt((int) LATENCY_MS),
                                () -> acknowledged.accept(appendMs));
                    }
                };
        Runnable arrive =
                () -> {
                    if (leaderless[partition]) {
                        waitingForLeader[partition].add(write);
                    } else {
                        write.run();
                    }
                };
        at(realMs + random.nextInt((int) LATENCY_MS), arrive);
        at(
                realMs + DELIVERY_TIMEOUT_MS,
                () -> {
                    if (!settled[0]) {
                        settled[0] = true;
                        failed.run();
                    }
                });
    }

    private long append(int partition, String method, byte[] payload) {
        if (leaderless[partition] && method != null) {
            waitingForLeader[partition].add(() -> append(partition, method, payload));
            return -1;
        }
        long appendMs = realMs + brokerAheadMs[partition];
        TestingLogPartition log = partitions[partition];
        log.append(
                new LogRecord(
                        log.nextOffset(), appendMs, method, ReplyTo.NONE, Payload.of(payload)),
                realMs);
        return appendMs;
    }

    private void step() {
        realMs++;
        while (!events.isEmpty() && events.peek().atMs() <= realMs) {
            events.remove().action().run();
        }
        if (realMs % ALIGNMENT_INTERVAL_MS == 0) {
            announcedMs =
                    Arrays.stream(partitions).mapToLong(p -> p.watermarkMs).min().orElseThrow();
        }
        long metaMs = partitions[0].watermarkMs;
        for (TestingLogPartition each : partitions) {
            each.read(
                    announcedMs + (each.partition == 0 ? DEFINITIONS_DRIFT_MS : REQUESTS_DRIFT_MS));
        }
        for (TestingLogPartition each : partitions) {
            each.decide(partitions[0].watermarkMs, realMs);
            if (partitions[0].watermarkMs > metaMs) {
                demands[each.partition].advanced(partitions[0].watermarkMs);
            }
            if (each.partition > 0 && each.undecided() > 0) {
                demands[each.partition].waiting(each.logMs());
            }
        }
    }

    private void at(long atMs, Runnable action) {
        events.add(new Event(atMs, order++, action));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types
    private static ArrayDeque<Runnable>[] newQueues() {
        ArrayDeque<Runnable>[] queues = new ArrayDeque[PARTITIONS];
        Arrays.setAll(queues, any -> new ArrayDeque<>());
        return queues;
    }
}

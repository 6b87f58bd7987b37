package io.tidemark.bench.figures;

import io.tidemark.connectors.kafka.TimeTickedConsumer;
import io.tidemark.wal.HoldLimit;
import io.tidemark.wal.Pack;
import io.tidemark.wal.WalOutput;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** An ordered reader of all channels that notes when each message was handed out. */
final class VisibleRows implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final HoldLimit LIMIT = new HoldLimit(1_000_000, 64 << 20);
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private final Cluster cluster;
    private final Map<Long, Long> handedOutNs = new ConcurrentHashMap<>();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final Thread reader;
    private volatile boolean closed;

    private VisibleRows(Cluster cluster) {
        this.cluster = cluster;
        this.reader = new Thread(this::read, "ordered-reader");
    }

    static VisibleRows start(Cluster cluster) {
        VisibleRows rows = new VisibleRows(cluster);
        rows.reader.start();
        return rows;
    }

    /** Forgets earlier runs. */
    void forget() {
        handedOutNs.clear();
    }

    /** When the rows of a timestamp were handed out; waits for it. */
    long handedOutNs(long timestamp) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT_NS;
        Long found = handedOutNs.get(timestamp);
        while (found == null) {
            if (failure.get() != null) {
                throw failure.get();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("an answered insert did not become visible");
            }
            TimeUnit.MILLISECONDS.sleep(1);
            found = handedOutNs.get(timestamp);
        }
        return found;
    }

    private void read() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", cluster.bootstrap());
        List<Integer> all = IntStream.range(0, cluster.channels()).boxed().toList();
        try (TimeTickedConsumer consumer =
                TimeTickedConsumer.fromEarliest(properties, cluster.topics().dml(), all, LIMIT)) {
            while (!closed) {
                List<Pack> packs = consumer.poll(POLL);
                long now = System.nanoTime();
                for (Pack pack : packs) {
                    for (WalOutput.Message message : pack.messages()) {
                        handedOutNs.putIfAbsent(message.timestamp(), now);
                    }
                }
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        reader.join();
    }
}

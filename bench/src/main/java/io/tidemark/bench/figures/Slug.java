package io.tidemark.bench.figures;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes many inserts that become visible at once: they lie in one transaction, and contenders read
 * what is committed. So a contender works at its own speed while the load is idle. The inserts are
 * spread over some time, since time is what Tidemark's ticks follow.
 */
final class Slug implements AutoCloseable {

    private static final int STEPS = 100;

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long sent;

    Slug(Cluster cluster) {
        Properties properties = cluster.client();
        properties.setProperty("transactional.id", cluster.prefix() + "load");
        properties.setProperty("max.request.size", "8388608");
        properties.setProperty("linger.ms", "5");
        producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Writes the inserts, evenly over that time. */
    void write(Cluster cluster, byte[][] bodies, int requests, Duration over)
            throws InterruptedException {
        producer.beginTransaction();
        long start = System.nanoTime();
        for (int step = 0; step < STEPS; step++) {
            long due = start + over.toNanos() * step / STEPS;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            for (long i = (long) requests * step / STEPS;
                    i < (long) requests * (step + 1) / STEPS;
                    i++) {
                send(cluster, bodies[(int) (i % bodies.length)], (int) (i % cluster.partitions()));
            }
        }
        producer.flush();
    }

    /** Makes them visible. */
    void commit() throws Exception {
        if (failure.get() != null) {
            throw failure.get();
        }
        producer.commitTransaction();
    }

    private void send(Cluster cluster, byte[] body, int partition) {
        ProducerRecord<byte[], byte[]> insert =
                new ProducerRecord<>(cluster.topics().requests(), partition, null, body);
        Correlation.address(insert, sent++);
        Future<RecordMetadata> unused =
                producer.send(
                        insert,
                        (written, exception) -> {
                            if (exception != null) {
                                failure.compareAndSet(null, exception);
                            }
                        });
    }

    @Override
    public void close() {
        producer.close();
    }
}

package io.tidemark.bench.pressure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Several producers that write what their sources give, at a rate or as fast as Kafka takes it. */
final class Flood {

    /** An endless sequence of records; each producer has one of its own. */
    interface Source {
        ProducerRecord<byte[], byte[]> next();
    }

    /**
     * What a flood came to.
     *
     * @param sent records acknowledged
     * @param failed records the broker did not take
     */
    record Outcome(long sent, long failed, Duration time) {

        double perSecond() {
            return sent / (time.toNanos() / 1e9);
        }

        /** Whether it went on for as long as was asked, and did not run out of records before. */
        boolean lasted(Duration asked) {
            return time.compareTo(asked) >= 0;
        }
    }

    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final String bootstrap;
    private final double perSecond;
    private final Duration limit;
    private final long records;

    /**
     * @param perSecond of all producers together; infinite for as fast as it goes
     * @param limit how long at most
     * @param records how many at most
     */
    Flood(String bootstrap, double perSecond, Duration limit, long records) {
        this.bootstrap = bootstrap;
        this.perSecond = perSecond;
        this.limit = limit;
        this.records = records;
    }

    Outcome run(List<Source> sources) throws InterruptedException {
        long startNs = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (Source source : sources) {
            Thread thread =
                    new Thread(
                            () -> produce(source, sources.size(), startNs),
                            "flood-" + threads.size());
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return new Outcome(sent.sum(), failed.sum(), Duration.ofNanos(System.nanoTime() - startNs));
    }

    private void produce(Source source, int producers, long startNs) {
        long share = records / producers;
        double intervalNs = 1e9 * producers / perSecond;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < share; i++) {
                long nowNs = System.nanoTime();
                if (nowNs - startNs > limit.toNanos()) {
                    break;
                }
                long earlyNs = startNs + (long) (i * intervalNs) - nowNs;
                if (earlyNs > 0) {
                    LockSupport.parkNanos(earlyNs);
                }
                Future<RecordMetadata> unused =
                        producer.send(
                                source.next(),
                                (place, failure) -> (failure == null ? sent : failed).increment());
            }
        }
    }

    private Map<String, Object> properties() {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "acks",
                "all",
                "linger.ms",
                "5",
                "batch.size",
                1 << 18,
                "buffer.memory",
                32 << 20,
                "max.request.size",
                10 << 20);
    }
}

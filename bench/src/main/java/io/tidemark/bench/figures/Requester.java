package io.tidemark.bench.figures;

import io.tidemark.connectors.kafka.ReceivedAnswer;
import io.tidemark.request.Method;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A client that sends requests to one cluster and notes when they are answered. */
final class Requester implements AutoCloseable {

    /** One request: what comes next is up to the load. */
    record Next(Method method, byte[] body) {}

    /** Tells the request of an index. */
    interface Source {
        Next at(int index);
    }

    /**
     * What a run came to.
     *
     * @param count requests sent, all of them answered
     * @param seconds from the first to the last answer
     */
    record Run(Timeline timeline, int count, double seconds) {}

    private static final Duration POLL = Duration.ofMillis(50);
    private static final long LAST_ANSWER_NS = TimeUnit.SECONDS.toNanos(60);

    /** Below this a thread is not worth being parked: it would wake too late. */
    private static final long PARK_NS = 60_000;

    private final Cluster cluster;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread taker;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile Timeline current = new Timeline(0, 0, 1);
    private volatile boolean closed;
    private long numbers;

    private Requester(Cluster cluster) {
        this.cluster = cluster;
        Properties properties = cluster.client();
        properties.setProperty("linger.ms", "0");
        properties.setProperty("max.request.size", "8388608");
        this.producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.taker = new Thread(this::takeAnswers, "answers");
    }

    static Requester start(Cluster cluster) {
        Requester requester = new Requester(cluster);
        requester.taker.start();
        return requester;
    }

    /** Keeps so many requests in flight until the time is over. */
    Run closedLoop(Source source, int inFlight, Duration time, int most) throws Exception {
        Timeline timeline = begin(most, inFlight);
        long start = System.nanoTime();
        int count = 0;
        while (count < most && System.nanoTime() - start < time.toNanos()) {
            // Waiting for room is not the request's own.
            timeline.awaitRoom();
            timeline.due(count, System.nanoTime());
            send(source.at(count), count);
            count++;
        }
        return finish(timeline, count, start);
    }

    /** Sends so many requests a second, whatever becomes of them. */
    Run openLoop(Source source, double perSecond, Duration time) throws Exception {
        int count = (int) Math.max(1, perSecond * time.toNanos() / 1e9);
        Timeline timeline = begin(count, count);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + (long) (i * 1e9 / perSecond);
            await(due);
            timeline.due(i, due);
            send(source.at(i), i);
        }
        return finish(timeline, count, start);
    }

    private Timeline begin(int capacity, int inFlight) {
        Timeline timeline = new Timeline(numbers, capacity, inFlight);
        numbers += capacity;
        current = timeline;
        return timeline;
    }

    private static void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (left > PARK_NS) {
                LockSupport.parkNanos(left - PARK_NS / 2);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void send(Next next, int index) {
        boolean definition = next.method().topic() == Method.Topic.DEFINITIONS;
        ProducerRecord<byte[], byte[]> request =
                new ProducerRecord<>(
                        cluster.topics().of(next.method()),
                        definition ? 0 : index % cluster.partitions(),
                        null,
                        next.body());
        Correlation.address(request, numberOf(index));
        Future<RecordMetadata> unused =
                producer.send(
                        request,
                        (written, exception) -> {
                            if (exception != null) {
                                failure.compareAndSet(null, exception);
                            }
                        });
    }

    private long numberOf(int index) {
        return current.firstNumber() + index;
    }

    private Run finish(Timeline timeline, int count, long start) throws Exception {
        long deadline = System.nanoTime() + LAST_ANSWER_NS;
        while (timeline.answered() < count) {
            if (failure.get() != null) {
                throw failure.get();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "%d of %d requests were not answered"
                                .formatted(count - timeline.answered(), count));
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return new Run(timeline, count, (System.nanoTime() - start) / 1e9);
    }

    private void takeAnswers() {
        Properties properties = cluster.client();
        properties.setProperty("auto.offset.reset", "earliest");
        properties.setProperty("enable.auto.commit", "false");
        TopicPartition answers =
                new TopicPartition(cluster.topics().responses(), Correlation.REPLY_TO);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(answers));
            while (!closed) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                long now = System.nanoTime();
                for (ConsumerRecord<byte[], byte[]> responses : records) {
                    for (ReceivedAnswer answer : ReceivedAnswer.of(responses)) {
                        current.take(answer, now);
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
        taker.join();
        producer.close();
    }
}

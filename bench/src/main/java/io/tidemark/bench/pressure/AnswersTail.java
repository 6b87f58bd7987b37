package io.tidemark.bench.pressure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Where a flood's partition of {@code responses} ends: how many answers it has got. */
final class AnswersTail implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long start;

    AnswersTail(String bootstrap, int replyTo) {
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", "false"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        partition = new TopicPartition("responses", replyTo);
        start = end();
    }

    private long end() {
        return consumer.endOffsets(List.of(partition)).get(partition);
    }

    /** Answers since this was opened; repetitions count too. */
    long count() {
        return end() - start;
    }

    /** Waits for so many answers; returns whether they came in time. */
    boolean await(long answers, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (count() < answers) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return true;
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The dead letters of a cluster, by the place of the record they tell of. */
final class DeadLetters implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * One of them.
     *
     * @param head what it keeps of the record
     */
    record Letter(String error, byte[] head) {}

    private record Place(String topic, String partition, String offset) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Place, Letter> letters = new HashMap<>();

    DeadLetters(Properties client) {
        consumer =
                new KafkaConsumer<>(
                        client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partition = List.of(new TopicPartition("dead-letters", 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
    }

    /** Waits for the dead letter of the record at a place. */
    Letter await(RecordMetadata place) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!has(place)) {
            assertThat(System.nanoTime())
                    .as("a dead letter of %s within %s", place, PATIENCE)
                    .isLessThan(deadline);
            poll();
        }
        return letters.get(place(place));
    }

    /** Whether the dead letter of the record at a place has come. */
    boolean has(RecordMetadata place) {
        return letters.containsKey(place(place));
    }

    void poll() {
        for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(Duration.ofMillis(100))) {
            letters.put(
                    new Place(
                            text(letter, "topic"),
                            text(letter, "partition"),
                            text(letter, "offset")),
                    new Letter(text(letter, "error"), letter.value()));
        }
    }

    private static Place place(RecordMetadata record) {
        return new Place(
                record.topic(),
                Integer.toString(record.partition()),
                Long.toString(record.offset()));
    }

    private static String text(ConsumerRecord<byte[], byte[]> letter, String header) {
        return new String(letter.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}

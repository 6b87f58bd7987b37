package io.tidemark.connectors.grpc;

import io.tidemark.connectors.kafka.ReceivedAnswer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one partition of {@code responses} in a thread of its own and hands every answer to the
 * bridge. It stands behind all that was there when it was opened, so it must be opened before the
 * first call.
 */
final class AnswerReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long CLOSE_PATIENCE_MS = 5_000;

    /**
     * Between two looks that found answers. Asking Kafka costs more than an answer does, and under
     * load one would be asked for at a time; so they come together, a little later.
     */
    private static final long REST_NS = 500_000;

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Thread thread;

    /**
     * @param consumer stays open until this is closed
     * @param partition must exist
     */
    AnswerReader(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        this.consumer = consumer;
        this.partition = partition;
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        // Seeking is put off until somebody asks.
        consumer.position(partition);
    }

    /** A consumer as the reader needs it. */
    static Consumer<byte[], byte[]> consumer(Properties client) {
        Properties all = new Properties();
        all.putAll(client);
        all.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * The partition that answers are to go to.
     *
     * @param named must be there; empty for one by chance
     * @param chance any number
     * @throws KafkaException with a sentence where there is no such topic or partition
     */
    static TopicPartition partition(
            Consumer<byte[], byte[]> consumer, String topic, OptionalInt named, int chance) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        int partitions = found == null ? 0 : found.size();
        if (partitions == 0) {
            throw new KafkaException(
                    "Kafka has no topic '" + topic + "': the job never ran on this Kafka");
        }
        int partition = named.orElse(Math.floorMod(chance, partitions));
        if (partition < 0 || partition >= partitions) {
            throw new KafkaException(
                    "answers must go to one of the "
                            + partitions
                            + " partitions of "
                            + topic
                            + ", found "
                            + partition);
        }
        return new TopicPartition(topic, partition);
    }

    void start(Bridge bridge) {
        thread = new Thread(() -> read(bridge), "gateway-answers");
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes when reading has ended, with what ended it unless it was {@link #close}. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    private void read(Bridge bridge) {
        try {
            while (true) {
                poll(bridge);
            }
        } catch (WakeupException closed) {
            ended.complete(null);
        } catch (RuntimeException | Error failure) {
            LOG.error("Answers can no longer be read", failure);
            bridge.stop();
            try {
                bridge.abandon("answers can no longer be read: " + failure.getMessage());
            } finally {
                ended.completeExceptionally(failure);
            }
        }
    }

    private void poll(Bridge bridge) {
        try {
            ConsumerRecords<byte[], byte[]> found = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> responses : found) {
                take(responses, bridge);
            }
            if (!found.isEmpty()) {
                LockSupport.parkNanos(REST_NS);
            }
        } catch (InvalidOffsetException gone) {
            // Retention overtook the reader, or the topic is another: what is left is read, and
            // calls whose answers are gone end by their time.
            LOG.warn("Answers were removed before they were read", gone);
            consumer.seekToBeginning(List.of(partition));
        }
    }

    private static void take(ConsumerRecord<byte[], byte[]> responses, Bridge bridge) {
        List<ReceivedAnswer> answers;
        try {
            answers = ReceivedAnswer.of(responses);
        } catch (RuntimeException noAnswer) {
            // Anybody may write there: nothing written may end the reading.
            LOG.debug("Somebody wrote what is no answer", noAnswer);
            bridge.unknown();
            return;
        }
        for (ReceivedAnswer answer : answers) {
            try {
                bridge.answered(answer);
            } catch (RuntimeException failure) {
                // One call's affair: the others wait for theirs.
                LOG.error("An answer could not be handed to its client", failure);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        try {
            if (thread != null) {
                thread.join(CLOSE_PATIENCE_MS);
            }
        } finally {
            consumer.close();
        }
    }
}

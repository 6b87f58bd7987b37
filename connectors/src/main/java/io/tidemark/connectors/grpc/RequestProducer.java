package io.tidemark.connectors.grpc;

import io.tidemark.connectors.kafka.DmlTopic;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer of requests whose sends never wait: it knows its topics and has memory for all. */
final class RequestProducer {

    private static final int BATCH_BYTES = 1 << 18;

    /** Batches of a partition that may be half empty: those under way and the one being filled. */
    private static final int OPEN_BATCHES = 6;

    /** Long enough for ever, short enough to be added to a time. */
    private static final long YEARS_MS = Duration.ofDays(3650).toMillis();

    private static final int LOOKS = 300;
    private static final long BETWEEN_LOOKS_MS = 100;

    private RequestProducer() {}

    /**
     * Opens one.
     *
     * @param client properties of Kafka clients; they may set what does not matter to the promise
     * @throws KafkaException with a sentence where Kafka is away or a topic is missing
     */
    static Producer<byte[], byte[]> open(
            Properties client, GatewayTopics topics, Bridge.Limits limits)
            throws InterruptedException {
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties(client, topics, limits),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        try {
            for (String topic : List.of(topics.definitions(), topics.requests())) {
                awaitKnown(producer, topic);
            }
            return producer;
        } catch (InterruptedException | RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    static Properties properties(Properties client, GatewayTopics topics, Bridge.Limits limits) {
        Properties all = new Properties();
        all.putAll(client);
        // Calls of one moment go together: alone, each would cost a request to the broker.
        all.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "1");
        all.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        all.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000");
        all.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        all.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        all.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES));
        all.setProperty(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(limits.maxRequestBytes() + DmlTopic.OVERHEAD_BYTES));
        long open = (long) OPEN_BATCHES * BATCH_BYTES * (topics.requestPartitions() + 1);
        all.setProperty(
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                Long.toString(limits.maxBytes() + limits.maxRequestBytes() + open));
        // What is known of a topic is kept, however long nobody writes to it.
        all.setProperty(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Long.toString(YEARS_MS));
        all.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, "0");
        return all;
    }

    /** Each look asks for the topic in the background and fails at once while it is not known. */
    private static void awaitKnown(Producer<byte[], byte[]> producer, String topic)
            throws InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            try {
                producer.partitionsFor(topic);
                return;
            } catch (TimeoutException unknown) {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
            }
        }
        throw new KafkaException(
                "Kafka does not answer, or has no topic '"
                        + topic
                        + "': is the job running on this Kafka?");
    }
}

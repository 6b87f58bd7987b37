package io.tidemark.connectors.kafka;

import java.io.Serializable;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where the write-ahead log goes.
 *
 * @param name the topic: {@code dml}, or the shadow topic of a follower
 * @param maxMessageBytes largest body; headers and framing come on top
 * @param client properties of Kafka clients
 */
public record DmlTopic(String name, int maxMessageBytes, Properties client)
        implements Serializable {

    /** What a record may have beside its body: headers, framing of a batch. */
    public static final int OVERHEAD_BYTES = 1024;

    private static final long serialVersionUID = 1L;

    /** A producer for one task. */
    Producer<byte[], byte[]> producer(String clientId) {
        Properties producer = new Properties();
        producer.putAll(client);
        producer.setProperty(ProducerConfig.CLIENT_ID_CONFIG, "tidemark-" + clientId);
        producer.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        producer.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        producer.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "0");
        producer.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, "262144");
        producer.setProperty(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(maxMessageBytes + OVERHEAD_BYTES));
        return new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

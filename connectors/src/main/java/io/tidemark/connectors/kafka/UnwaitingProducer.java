package io.tidemark.connectors.kafka;

import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Opens producers that never let their task wait: what cannot be sent at once, or is not
 * acknowledged soon, fails. They are for what says more the next time, and may lie there twice.
 */
final class UnwaitingProducer {

    private UnwaitingProducer() {}

    /**
     * Opens a producer.
     *
     * @param client properties of Kafka clients
     * @param own settings beside, or over, those that all of these have
     */
    static Producer<byte[], byte[]> open(Properties client, String clientId, Properties own) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
        // No producer id has to be had before the first record.
        properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false");
        properties.setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000");
        properties.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "5000");
        // Neither for metadata nor for room: a topic whose brokers are away holds nobody up.
        properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, "0");
        properties.putAll(own);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

package io.tidemark.connectors.kafka;

import io.tidemark.life.LifeSigns;
import io.tidemark.life.Watchdog;
import io.tidemark.proto.Heartbeat;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes heartbeats and never waits for one: what cannot be sent is given up, since the next one
 * says more. The first one always is, for nobody knows the topic's leader yet. While the brokers
 * are away that is told once.
 */
final class HeartbeatWriter implements LifeSigns.Voice {

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatWriter.class);

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final AtomicInteger lost = new AtomicInteger();

    HeartbeatWriter(String topic, Producer<byte[], byte[]> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    static Producer<byte[], byte[]> producer(Properties client, String clientId) {
        Properties own = new Properties();
        // A heartbeat says how it is now: a second copy of it is worth nothing.
        own.setProperty(ProducerConfig.ACKS_CONFIG, "1");
        own.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, "1048576");
        own.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "4096");
        own.setProperty(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
        return UnwaitingProducer.open(client, clientId, own);
    }

    /** Apart from that of the task's writer of the log. */
    static String clientId(String task) {
        return "heartbeats-" + task.replaceAll("[^A-Za-z0-9]+", "-");
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of success and failure
    public void tell(Heartbeat heartbeat) {
        producer.send(
                new ProducerRecord<>(topic, 0, null, heartbeat.toByteArray()),
                (metadata, exception) -> sent(exception));
    }

    /** Runs in the producer's thread, or in the task's where a record was refused at once. */
    private void sent(Exception exception) {
        if (exception == null) {
            lost.set(0);
        } else if (lost.incrementAndGet() == Watchdog.MISSED) {
            LOG.warn(
                    "{} heartbeats in a row could not be written to {}: {}",
                    Watchdog.MISSED,
                    topic,
                    exception.toString());
        }
    }

    @Override
    public void close() {
        Closing.withWarning(LOG, "a producer of heartbeats", () -> producer.close(Duration.ZERO));
    }
}

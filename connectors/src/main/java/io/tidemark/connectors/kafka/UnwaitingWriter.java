package io.tidemark.connectors.kafka;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes small records to a topic's one partition for one task, and never waits for one: what
 * cannot be sent is given up, since the next one says more. So is what comes before the topic's
 * leader is known. While the brokers are away that is told once.
 *
 * <p>Each has a small producer of its own: such records must not wait behind the log's messages,
 * nor share their failures.
 */
final class UnwaitingWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UnwaitingWriter.class);

    /** Losses in a row worth a word: one may well meet a leader's change. */
    private static final int LOSSES = 3;

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final AtomicInteger lost = new AtomicInteger();

    UnwaitingWriter(String topic, Producer<byte[], byte[]> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    /**
     * Opens one.
     *
     * @param task its name, unique in the job
     * @param client properties of Kafka clients
     */
    static UnwaitingWriter open(String topic, String task, Properties client) {
        Properties own = new Properties();
        // What is lost with a leader is made up for by the next one.
        own.setProperty(ProducerConfig.ACKS_CONFIG, "1");
        own.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, "1048576");
        own.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "4096");
        own.setProperty(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
        // Behind a pause too the topic's leader is known: no first record is given up.
        own.setProperty(ProducerConfig.METADATA_MAX_IDLE_CONFIG, "86400000");
        Producer<byte[], byte[]> producer =
                UnwaitingProducer.open(client, clientId(topic, task), own);
        askForLeader(producer, topic);
        return new UnwaitingWriter(topic, producer);
    }

    private static void askForLeader(Producer<byte[], byte[]> producer, String topic) {
        try {
            producer.partitionsFor(topic);
        } catch (TimeoutException asked) {
            LOG.debug("The leader of {} is asked for, and nobody waits for it", topic);
        }
    }

    /** Apart from that of the task's writer of the log. */
    static String clientId(String topic, String task) {
        return topic + "-" + task.replaceAll("[^A-Za-z0-9]+", "-");
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of success and failure
    void write(byte[] value) {
        producer.send(
                new ProducerRecord<>(topic, 0, null, value),
                (metadata, exception) -> sent(exception));
    }

    /** Runs in the producer's thread, or in the task's where a record was refused at once. */
    private void sent(Exception exception) {
        if (exception == null) {
            lost.set(0);
        } else if (lost.incrementAndGet() == LOSSES) {
            LOG.warn(
                    "{} records in a row could not be written to {}: {}",
                    LOSSES,
                    topic,
                    exception.toString());
        }
    }

    @Override
    public void close() {
        Closing.withWarning(LOG, "a producer to " + topic, () -> producer.close(Duration.ZERO));
    }
}

package io.tidemark.jobs.cli;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** How many partitions a topic has. */
final class TopicSize {

    private TopicSize() {}

    /**
     * Asks Kafka.
     *
     * @throws KafkaException with a sentence where Kafka is away or has no such topic
     */
    static int of(Consumer<byte[], byte[]> consumer, String topic) {
        int partitions;
        try {
            partitions = consumer.partitionsFor(topic).size();
        } catch (TimeoutException e) {
            throw new KafkaException(
                    "Kafka does not answer. Is it running where --bootstrap says? ('tidemark up'"
                            + " starts a local one.)",
                    e);
        }
        if (partitions == 0) {
            throw new KafkaException(
                    "Kafka has no topic '"
                            + topic
                            + "': Tidemark has never run there. Start it ('tidemark up' for a"
                            + " local one), or name another Kafka with --bootstrap, or the"
                            + " prefix of its topics with --topics-prefix");
        }
        return partitions;
    }
}

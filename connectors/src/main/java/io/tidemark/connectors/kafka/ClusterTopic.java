package io.tidemark.connectors.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.proto.ClusterSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The one record of topic {@code cluster}: the settings fixed at creation. The first record wins;
 * what lies behind it was proposed by somebody who lost the race, and says nothing.
 */
public final class ClusterTopic {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private final String name;
    private final Properties client;

    public ClusterTopic(String name, Properties client) {
        this.name = name;
        this.client = client;
    }

    /** The settings in force, where the cluster was created. */
    public Optional<ClusterSettings> read() {
        TopicPartition partition = new TopicPartition(name, 0);
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("auto.offset.reset", "none");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            if (consumer.endOffsets(List.of(partition)).get(partition) == 0) {
                return Optional.empty();
            }
            if (consumer.beginningOffsets(List.of(partition)).get(partition) != 0) {
                throw new IllegalStateException(
                        "the settings of the cluster are gone: topic "
                                + name
                                + " does not begin at offset 0; it must never be cleaned");
            }
            consumer.seek(partition, 0);
            for (ConsumerRecord<byte[], byte[]> first : consumer.poll(READ_TIMEOUT)) {
                return Optional.of(ClusterSettings.parseFrom(first.value()));
            }
            throw new IllegalStateException(
                    "topic " + name + " gave no record within " + READ_TIMEOUT.toSeconds() + " s");
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException(
                    "offset 0 of topic " + name + " does not hold cluster settings", broken);
        }
    }

    /**
     * The settings in force; creates the cluster with the proposal where there is none.
     *
     * @return offset 0 of the topic, whoever wrote it
     */
    public ClusterSettings readOrCreate(ClusterSettings proposal)
            throws ExecutionException, InterruptedException {
        Optional<ClusterSettings> inForce = read();
        if (inForce.isPresent()) {
            return inForce.get();
        }
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(name, 0, null, proposal.toByteArray())).get();
        }
        return read().orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "topic "
                                                + name
                                                + " is empty behind an acknowledged write"));
    }
}

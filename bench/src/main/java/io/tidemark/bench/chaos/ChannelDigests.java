package io.tidemark.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Compares two write-ahead logs, channel by channel, and reads each once. */
final class ChannelDigests implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final KafkaConsumer<byte[], byte[]> consumer;

    ChannelDigests(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", bootstrapServers,
                                "auto.offset.reset", "none",
                                "enable.metrics.push", false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    /** A sentence for each channel on which two logs differ up to a tick. */
    List<String> differences(String one, String other, long until) {
        List<String> differences = new ArrayList<>();
        int channels = consumer.partitionsFor(one).size();
        if (consumer.partitionsFor(other).size() != channels) {
            return List.of(other + " has another number of channels than " + one);
        }
        for (int channel = 0; channel < channels; channel++) {
            String expected = digest(new TopicPartition(one, channel), until);
            String found = digest(new TopicPartition(other, channel), until);
            if (!found.equals(expected)) {
                differences.add(
                        "channel " + channel + ": expected " + expected + ", found " + found);
            }
        }
        return differences;
    }

    private String digest(TopicPartition channel, long until) {
        ChannelDigest digest = new ChannelDigest(until);
        long end = consumer.endOffsets(List.of(channel)).get(channel);
        consumer.assign(List.of(channel));
        consumer.seekToBeginning(List.of(channel));
        while (!digest.complete() && consumer.position(channel) < end) {
            for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
                Header message = next.headers().lastHeader("message");
                if (message != null) {
                    digest.message(message.value(), next.value());
                }
                Header tick = next.headers().lastHeader("tick");
                if (tick != null) {
                    digest.tick(tick.value());
                }
            }
        }
        return digest.text();
    }

    /** Deletes a follower's topics. */
    void delete(String prefix) throws IOException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Set<String> topics =
                    admin.listTopics().names().get().stream()
                            .filter(name -> name.startsWith(prefix))
                            .collect(Collectors.toSet());
            admin.deleteTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IOException("the topics of a follower cannot be deleted", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

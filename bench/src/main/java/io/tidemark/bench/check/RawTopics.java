package io.tidemark.bench.check;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.proto.ClusterSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics as they lie, partition by partition, up to an end that is frozen once. */
public final class RawTopics implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STUCK = Duration.ofMinutes(2);
    private static final long NEAR_END = 200;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    public RawTopics(String bootstrap) {
        Map<String, Object> properties =
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "none",
                        "allow.auto.create.topics",
                        "false",
                        // A TaskManager's fetches are bounded too; these are the check's own.
                        "max.partition.fetch.bytes",
                        4 << 20);
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    int partitions(String topic) {
        return consumer.partitionsFor(topic).size();
    }

    /** How many brokers lead partitions of these topics. */
    int brokers(List<String> topics) {
        return (int)
                topics.stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> info.leader().id())
                        .distinct()
                        .count();
    }

    /** Remembers where a topic ends now; what comes later is not read. */
    void freeze(String topic) {
        ends.putAll(consumer.endOffsets(all(topic)));
    }

    private List<TopicPartition> all(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** Hands out every record of a topic, from its beginning to its frozen end. */
    void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        int count = partitions(topic);
        for (int partition = 0; partition < count; partition++) {
            read(new TopicPartition(topic, partition), taker);
        }
    }

    /** Hands out every record of one partition, from its beginning to its frozen end. */
    void read(TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        long end = ends.get(partition);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long deadline = System.nanoTime() + STUCK.toNanos();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
                if (next.offset() < end) {
                    taker.accept(next);
                }
                deadline = System.nanoTime() + STUCK.toNanos();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Nothing more of %s comes, at offset %d of %d"
                                .formatted(partition, consumer.position(partition), end));
            }
        }
    }

    /** The settings a cluster was created with. */
    ClusterSettings settings(String inputs) {
        String topic = inputs + "cluster";
        freeze(topic);
        Map<Long, ClusterSettings> found = new TreeMap<>();
        read(
                topic,
                settings -> {
                    try {
                        found.put(settings.offset(), ClusterSettings.parseFrom(settings.value()));
                    } catch (InvalidProtocolBufferException e) {
                        throw new IllegalStateException(topic + " holds something else", e);
                    }
                });
        if (!found.containsKey(0L)) {
            throw new IllegalStateException("Topic " + topic + " is empty: no job ever ran here");
        }
        return found.get(0L);
    }

    /**
     * Waits until every channel has ticked at or after a time; for so long, and no longer: what is
     * missing then is for the check to tell.
     */
    void awaitTicks(String dml, long timestamp, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (TopicPartition channel : all(dml)) {
            consumer.assign(List.of(channel));
            long end = consumer.endOffsets(List.of(channel)).get(channel);
            consumer.seek(channel, Math.max(0, end - NEAR_END));
            boolean ticked = false;
            while (!ticked && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
                    Header tick = next.headers().lastHeader("tick");
                    ticked |= tick != null && ByteBuffer.wrap(tick.value()).getLong() >= timestamp;
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

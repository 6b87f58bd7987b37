package io.tidemark.connectors.kafka;

import io.tidemark.wal.HoldLimit;
import io.tidemark.wal.OrderedReader;
import io.tidemark.wal.Pack;
import io.tidemark.wal.Positions;
import io.tidemark.wal.WalHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads channels of the write-ahead log in plain Java: every message once, in time order, in packs
 * that became visible together.
 *
 * <pre>{@code
 * try (var consumer = TimeTickedConsumer.fromEarliest(properties, "dml", List.of(0, 1), limit)) {
 *     while (running) {
 *         for (Pack pack : consumer.poll(Duration.ofMillis(100))) {
 *             store(pack.messages(), pack.positions());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>The positions are the caller's to store, with the result, so that both advance together: no
 * consumer group is used and nothing is committed to Kafka. A channel far ahead of the others is
 * paused, so memory stays within the hold limit of each channel.
 *
 * <p>As a Kafka consumer, it belongs to one thread; only {@link #wakeup()} may be called from
 * others. After an exception other than a wake-up it is to be closed.
 */
public final class TimeTickedConsumer implements AutoCloseable {

    /**
     * How long before a chosen time reading begins, at least the brokers' clock skew and the time a
     * request may lie in the job: reader.lead.
     */
    public static final Duration DEFAULT_LEAD = Duration.ofSeconds(60);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final OrderedReader reader;
    private final TreeSet<Integer> paused = new TreeSet<>();

    private TimeTickedConsumer(
            Consumer<byte[], byte[]> consumer, String topic, Positions start, HoldLimit limit) {
        this.consumer = consumer;
        this.topic = topic;
        this.reader = new OrderedReader(start, limit);
        consumer.assign(ChosenStart.partitions(topic, start.channels().keySet()));
        start.channels()
                .forEach(
                        (channel, position) ->
                                consumer.seek(
                                        new TopicPartition(topic, channel), position.offset()));
    }

    /**
     * Reads from the beginning of a log that is whole.
     *
     * @param properties of the Kafka consumer; offset reset and commits are set here
     * @param topic the {@code dml} topic
     * @param channels physical channels: partitions of the topic
     * @param limit what may be held of each channel
     */
    public static TimeTickedConsumer fromEarliest(
            Map<String, Object> properties,
            String topic,
            Collection<Integer> channels,
            HoldLimit limit) {
        return fromPositions(properties, topic, Positions.earliest(channels), limit);
    }

    /** Goes on from positions that a pack carried; they name the channels. */
    public static TimeTickedConsumer fromPositions(
            Map<String, Object> properties, String topic, Positions positions, HoldLimit limit) {
        return closedOnFailure(
                create(properties), kafka -> fromPositions(kafka, topic, positions, limit));
    }

    /**
     * Reads from a chosen time: the first pack begins at the first tick at or after it that all
     * channels have.
     *
     * @param timeMs milliseconds since the Unix epoch, in the log's time
     * @param lead how long before that time messages above it may have been appended, {@link
     *     #DEFAULT_LEAD} as a rule
     */
    public static TimeTickedConsumer fromTime(
            Map<String, Object> properties,
            String topic,
            Collection<Integer> channels,
            long timeMs,
            Duration lead,
            HoldLimit limit) {
        return closedOnFailure(
                create(properties), kafka -> fromTime(kafka, topic, channels, timeMs, lead, limit));
    }

    static TimeTickedConsumer fromPositions(
            Consumer<byte[], byte[]> consumer, String topic, Positions start, HoldLimit limit) {
        return new TimeTickedConsumer(consumer, topic, start, limit);
    }

    static TimeTickedConsumer fromTime(
            Consumer<byte[], byte[]> consumer,
            String topic,
            Collection<Integer> channels,
            long timeMs,
            Duration lead,
            HoldLimit limit) {
        return new TimeTickedConsumer(
                consumer, topic, ChosenStart.at(consumer, topic, channels, timeMs, lead), limit);
    }

    /** A consumer that could not be set up must not keep its connections. */
    private static TimeTickedConsumer closedOnFailure(
            Consumer<byte[], byte[]> kafka,
            Function<Consumer<byte[], byte[]>, TimeTickedConsumer> setUp) {
        try {
            return setUp.apply(kafka);
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    private static Consumer<byte[], byte[]> create(Map<String, Object> properties) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Waits until something comes from the log, at most for the timeout, and returns the packs it
     * completed, oldest first; often none.
     *
     * @throws OffsetsLostException where the log no longer holds what is to be read next
     * @throws io.tidemark.wal.BrokenPromiseException where the log is not well-formed
     * @throws io.tidemark.wal.HoldLimitException where a channel waits for something that does not
     *     come and the limit is used up
     * @throws org.apache.kafka.common.errors.WakeupException after {@link #wakeup()}
     */
    public List<Pack> poll(Duration timeout) {
        List<Pack> packs = new ArrayList<>();
        ConsumerRecords<byte[], byte[]> records = fetch(timeout);
        for (TopicPartition partition : records.partitions()) {
            feed(partition, records.records(partition), packs);
        }
        drain(packs);
        resume();
        return packs;
    }

    private ConsumerRecords<byte[], byte[]> fetch(Duration timeout) {
        try {
            return consumer.poll(timeout);
        } catch (InvalidOffsetException e) {
            throw new OffsetsLostException(
                    "Topic %s no longer holds what is to be read next of %s: it was cut off or is"
                                    .formatted(topic, e.partitions())
                            + " another topic under this name. Start from a time that it holds.",
                    e);
        }
    }

    private void feed(
            TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records,
            List<Pack> packs) {
        int channel = partition.partition();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            WalHeader header = DmlRecords.header(record);
            byte[] body = DmlRecords.body(record);
            if (!reader.fits(channel, header, body)) {
                drain(packs);
                if (reader.closedAhead(channel) && !reader.fits(channel, header, body)) {
                    // The others must catch up first: fetch the rest again when they have.
                    consumer.pause(List.of(partition));
                    consumer.seek(partition, record.offset());
                    paused.add(channel);
                    return;
                }
            }
            reader.feed(channel, record.offset(), header, body);
        }
    }

    private void drain(List<Pack> packs) {
        for (Optional<Pack> pack = reader.poll(); pack.isPresent(); pack = reader.poll()) {
            packs.add(pack.get());
        }
    }

    /** Half a limit of room, since a fetch for a record or two would cost more than waiting. */
    private void resume() {
        List<TopicPartition> ready = new ArrayList<>();
        for (int channel : paused) {
            if (reader.halfEmpty(channel) || !reader.closedAhead(channel)) {
                ready.add(new TopicPartition(topic, channel));
            }
        }
        consumer.resume(ready);
        ready.forEach(partition -> paused.remove(partition.partition()));
    }

    /** Where to go on behind the last pack returned. */
    public Positions positions() {
        return reader.positions();
    }

    /** Ends a {@link #poll} under way, or the next one, with an exception; from any thread. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}

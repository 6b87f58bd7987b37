package io.tidemark.jobs.cli;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.jobs.cli.TimeReading.Place;
import io.tidemark.wal.WalHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Reads the newest records of topics, backwards as far as it takes. */
final class TopicTails {

    /** Read first; then ever further back. */
    private static final long FIRST_LOOK = 32;

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;

    TopicTails(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** The append time of the newest record of each partition. */
    List<Place> appended(String topic) {
        return places(topic, topic + " ", message -> OptionalLong.of(message.timestamp()));
    }

    /** The newest tick of each channel. */
    List<Place> ticked(String topic) {
        return places(topic, "channel ", TopicTails::tick);
    }

    private static OptionalLong tick(ConsumerRecord<byte[], byte[]> message) {
        Header tick = message.headers().lastHeader(WalHeader.Tick.KEY);
        return tick == null
                ? OptionalLong.empty()
                : OptionalLong.of(
                        HybridTimestamp.physicalMs(
                                WalHeader.Tick.decode(tick.value()).timestamp()));
    }

    private List<Place> places(
            String topic,
            String prefix,
            Function<ConsumerRecord<byte[], byte[]>, OptionalLong> time) {
        int size = TopicSize.of(consumer, topic);
        List<TopicPartition> open = new ArrayList<>();
        for (int partition = 0; partition < size; partition++) {
            open.add(new TopicPartition(topic, partition));
        }
        // One look for all, so that no partition seems behind for being read before another.
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(open);
        Map<TopicPartition, Long> ends = consumer.endOffsets(open);
        long[] newest = new long[size];
        Arrays.fill(newest, Place.NEVER);
        for (long look = FIRST_LOOK; !open.isEmpty(); look *= 4) {
            read(open, begins, ends, look, time, newest);
            long looked = look;
            open.removeIf(
                    partition ->
                            newest[partition.partition()] != Place.NEVER
                                    || ends.get(partition) - looked <= begins.get(partition));
        }
        List<Place> places = new ArrayList<>();
        for (int partition = 0; partition < size; partition++) {
            places.add(new Place(prefix + partition, newest[partition]));
        }
        return places;
    }

    private void read(
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends,
            long look,
            Function<ConsumerRecord<byte[], byte[]>, OptionalLong> time,
            long[] newest) {
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            long from = Math.max(begins.get(partition), ends.get(partition) - look);
            consumer.seek(partition, from);
        }
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                int partition = message.partition();
                newest[partition] = time.apply(message).orElse(newest[partition]);
            }
        }
    }
}

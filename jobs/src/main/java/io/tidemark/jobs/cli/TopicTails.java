package io.tidemark.jobs.cli;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.jobs.cli.TimeReading.Place;
import io.tidemark.wal.WalHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        List<Place> places = new ArrayList<>();
        for (int partition = 0; partition < TopicSize.of(consumer, topic); partition++) {
            long newest = newest(new TopicPartition(topic, partition), time);
            places.add(new Place(prefix + partition, newest));
        }
        return places;
    }

    private long newest(
            TopicPartition partition, Function<ConsumerRecord<byte[], byte[]>, OptionalLong> time) {
        List<TopicPartition> alone = List.of(partition);
        consumer.assign(alone);
        long begin = consumer.beginningOffsets(alone).get(partition);
        long end = consumer.endOffsets(alone).get(partition);
        for (long look = FIRST_LOOK; ; look *= 4) {
            long from = Math.max(begin, end - look);
            long newest = newest(partition, from, end, time);
            if (newest != Place.NEVER || from == begin) {
                return newest;
            }
        }
    }

    private long newest(
            TopicPartition partition,
            long from,
            long end,
            Function<ConsumerRecord<byte[], byte[]>, OptionalLong> time) {
        long newest = Place.NEVER;
        consumer.seek(partition, from);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                newest = time.apply(message).orElse(newest);
            }
        }
        return newest;
    }
}

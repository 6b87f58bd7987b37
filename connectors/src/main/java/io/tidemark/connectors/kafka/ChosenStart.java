package io.tidemark.connectors.kafka;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.wal.Position;
import io.tidemark.wal.Positions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Where reading begins that is to begin at a time: at what was appended some while before it. */
final class ChosenStart {

    private ChosenStart() {}

    /** The channels' partitions, in their order. */
    static List<TopicPartition> partitions(String topic, Collection<Integer> channels) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int channel : new TreeSet<>(channels)) {
            partitions.add(new TopicPartition(topic, channel));
        }
        return partitions;
    }

    static Positions at(
            Consumer<byte[], byte[]> consumer,
            String topic,
            Collection<Integer> channels,
            long timeMs,
            Duration lead) {
        List<TopicPartition> partitions = partitions(topic, channels);
        // The ends are asked for first: what is appended between the two calls lies behind them.
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(p -> times.put(p, Math.max(0, timeMs - lead.toMillis())));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        long timestamp = HybridTimestamp.of(timeMs, 0, 0);
        SortedMap<Integer, Position> start = new TreeMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = found.get(partition);
            long offset = first == null ? ends.get(partition) : first.offset();
            start.put(partition.partition(), Position.from(offset, timestamp));
        }
        return new Positions(timestamp, start);
    }
}

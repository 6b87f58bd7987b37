package io.tidemark.bench.figures;

import io.tidemark.bench.process.MessageCount;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the messages of {@code dml} from some offsets on by reading them, headers only. */
final class LoggedMessages implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration STUCK = Duration.ofMinutes(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> channels;
    private long count;

    /**
     * @param from first offset that counts, of each channel
     */
    LoggedMessages(Cluster cluster, long[] from) {
        Properties settings = cluster.client();
        settings.setProperty("auto.offset.reset", "none");
        settings.setProperty("enable.auto.commit", "false");
        consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        channels =
                IntStream.range(0, from.length)
                        .mapToObj(channel -> new TopicPartition(cluster.topics().dml(), channel))
                        .toList();
        consumer.assign(channels);
        seek(from);
    }

    /**
     * Reads on; how many messages lie before these offsets, every copy counted.
     *
     * @param ends of each channel the first offset that does not count yet; none falls from call to
     *     call
     */
    long before(long[] ends) {
        long heardNs = System.nanoTime();
        while (isShortOf(ends)) {
            for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
                heardNs = System.nanoTime();
                if (next.offset() < ends[next.partition()]) {
                    count += MessageCount.of(next.headers());
                }
            }
            if (System.nanoTime() - heardNs > STUCK.toNanos()) {
                throw new IllegalStateException("Nothing more of the log comes; see the log");
            }
        }
        // What was read beyond them counts next time.
        seek(ends);
        return count;
    }

    private boolean isShortOf(long[] ends) {
        return channels.stream()
                .anyMatch(channel -> consumer.position(channel) < ends[channel.partition()]);
    }

    private void seek(long[] offsets) {
        channels.forEach(channel -> consumer.seek(channel, offsets[channel.partition()]));
    }

    @Override
    public void close() {
        consumer.close();
    }
}

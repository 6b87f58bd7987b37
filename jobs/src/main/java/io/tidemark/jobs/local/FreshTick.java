package io.tidemark.jobs.local;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.wal.WalHeader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Looks whether the write-ahead log ticks in present time: a tick that was appended within a second
 * of the time it tells. That is the whole path from the ticker through the job to the log, and a
 * backlog is behind it.
 */
final class FreshTick implements AutoCloseable {

    private static final long FRESH_MS = 1_000;

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Looks at what is appended from now on to the first channel. */
    FreshTick(String bootstrapServers, String dml) {
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "enable.metrics.push", false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> first = List.of(new TopicPartition(dml, 0));
        consumer.assign(first);
        consumer.seekToEnd(first);
    }

    /** Whether one came; waits for it, at most so long. */
    boolean seen(Duration timeout) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(timeout)) {
            Header tick = message.headers().lastHeader(WalHeader.Tick.KEY);
            if (tick != null) {
                long timestamp = WalHeader.Tick.decode(tick.value()).timestamp();
                if (message.timestamp() - HybridTimestamp.physicalMs(timestamp) < FRESH_MS) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void close() {
        consumer.close();
    }
}

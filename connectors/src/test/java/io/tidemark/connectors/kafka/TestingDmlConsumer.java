package io.tidemark.connectors.kafka;

import io.tidemark.wal.WalHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Kafka's mock consumer over a log that it keeps, so that records can be read again after a seek.
 */
final class TestingDmlConsumer extends MockConsumer<byte[], byte[]> {

    static final String TOPIC = "dml";

    private final Map<Integer, List<ConsumerRecord<byte[], byte[]>>> log = new TreeMap<>();

    TestingDmlConsumer(int channels) {
        super("none");
        for (int channel = 0; channel < channels; channel++) {
            log.put(channel, new ArrayList<>());
            updateBeginningOffsets(Map.of(new TopicPartition(TOPIC, channel), 0L));
        }
    }

    TestingDmlConsumer append(int channel, long appendMs, WalHeader header, byte[] body) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", new byte[0]);
        headers.add(header.key(), header.encode());
        return append(channel, appendMs, headers, body);
    }

    TestingDmlConsumer append(int channel, long appendMs, RecordHeaders headers, byte[] body) {
        List<ConsumerRecord<byte[], byte[]>> records = log.get(channel);
        records.add(
                new ConsumerRecord<>(
                        TOPIC,
                        channel,
                        records.size(),
                        appendMs,
                        TimestampType.LOG_APPEND_TIME,
                        -1,
                        body == null ? -1 : body.length,
                        null,
                        body,
                        headers,
                        Optional.empty()));
        updateEndOffsets(Map.of(new TopicPartition(TOPIC, channel), (long) records.size()));
        return this;
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        for (TopicPartition partition : assignment()) {
            if (!paused().contains(partition)) {
                long position = position(partition);
                log.get(partition.partition()).stream()
                        .filter(record -> record.offset() >= position)
                        .forEach(this::addRecord);
            }
        }
        return super.poll(timeout);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
            Map<TopicPartition, Long> times) {
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        times.forEach(
                (partition, time) ->
                        found.put(
                                partition,
                                log.get(partition.partition()).stream()
                                        .filter(record -> record.timestamp() >= time)
                                        .findFirst()
                                        .map(r -> new OffsetAndTimestamp(r.offset(), r.timestamp()))
                                        .orElse(null)));
        return found;
    }
}

package io.tidemark.jobs.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.proto.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads topic {@code heartbeats}: its newest records first, then what comes. */
final class HeartbeatTail {

    /** Many minutes of a job of usual size: enough to tell since when it is silent. */
    private static final long LOOK_BACK = 5_000;

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;

    /**
     * @param topic the cluster's {@code heartbeats}
     * @throws IllegalStateException a sentence, where there is no such topic
     */
    HeartbeatTail(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.partition = new TopicPartition(topic, 0);
        TopicSize.of(consumer, topic);
        consumer.assign(List.of(partition));
    }

    /** Reads what lies there already, as far back as it is of interest. */
    void readBack(ObjLongConsumer<Heartbeat> heard) {
        long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        consumer.seek(partition, Math.max(begin, end - LOOK_BACK));
        while (consumer.position(partition) < end) {
            poll(heard);
        }
    }

    /** Reads what has come since, or waits for it a little. */
    void poll(ObjLongConsumer<Heartbeat> heard) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
            heard.accept(decode(message), message.timestamp());
        }
    }

    private Heartbeat decode(ConsumerRecord<byte[], byte[]> message) {
        try {
            return Heartbeat.parseFrom(message.value());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "The record at offset "
                            + message.offset()
                            + " of topic "
                            + partition.topic()
                            + " is no heartbeat: "
                            + e.getMessage(),
                    e);
        }
    }
}

package io.tidemark.bench.chaos;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.proto.PackedMessage;
import io.tidemark.proto.PackedMessages;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Watches time move: a plain consumer of {@code dml} that looks at ticks alone. Time is the newest
 * tick that every channel has passed; how long it stood still is measured by this machine's
 * monotonic clock, so nothing that the job or the broker says of time enters it.
 */
final class TickWatch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final WatchedTime seen;
    private final Thread thread = new Thread(this::run, "tick-watch");
    private volatile boolean closing;
    private volatile RuntimeException failure;

    private TickWatch(KafkaConsumer<byte[], byte[]> consumer, int channels) {
        this.consumer = consumer;
        this.seen = new WatchedTime(channels, System.nanoTime());
    }

    /** Watches what is appended from now on. */
    static TickWatch start(String bootstrapServers, String dml) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "auto.offset.reset",
                                "none",
                                "enable.metrics.push",
                                false,
                                // A broker that is back is to be seen at once.
                                "reconnect.backoff.max.ms",
                                100,
                                "retry.backoff.max.ms",
                                100),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        int channels = consumer.partitionsFor(dml).size();
        List<TopicPartition> all =
                IntStream.range(0, channels).mapToObj(i -> new TopicPartition(dml, i)).toList();
        consumer.assign(all);
        consumer.endOffsets(all).forEach(consumer::seek);
        TickWatch watch = new TickWatch(consumer, channels);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            while (!closing) {
                consumer.poll(POLL).forEach(this::take);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> next) {
        take(next, seen, System.nanoTime());
    }

    static void take(ConsumerRecord<byte[], byte[]> next, WatchedTime seen, long nowNs) {
        Header tick = next.headers().lastHeader("tick");
        Header message = next.headers().lastHeader("message");
        if (tick != null) {
            long timestamp = ByteBuffer.wrap(tick.value()).getLong();
            seen.tick(next.partition(), timestamp, next.timestamp(), nowNs);
        } else if (message != null) {
            seen.message(next.partition(), ByteBuffer.wrap(message.value()).getLong());
        } else if (next.headers().lastHeader("messages") != null) {
            for (PackedMessage packed : packed(next)) {
                seen.message(next.partition(), packed.getTimestamp());
            }
        }
    }

    private static List<PackedMessage> packed(ConsumerRecord<byte[], byte[]> shared) {
        try {
            return PackedMessages.parseFrom(shared.value()).getMessagesList();
        } catch (InvalidProtocolBufferException broken) {
            throw new UncheckedIOException(
                    "the record at %d of channel %d holds no messages, though it says so"
                            .formatted(shared.offset(), shared.partition()),
                    broken);
        }
    }

    /** The newest tick that every channel has passed; 0 while there is none. */
    long time() {
        return seen.time();
    }

    /** How many messages and ticks have appeared again, behind newer ticks of their channels. */
    long again() {
        return seen.again();
    }

    /**
     * Whether time moves and is the present's: what was written while it stood is worked off.
     *
     * @param since what time was when it might have stopped; a little more of it could still be on
     *     its way here, so it must have moved by a second since
     */
    boolean present(long since) {
        if (failure != null) {
            throw new IllegalStateException("the log can no longer be watched", failure);
        }
        return seen.present(since, System.nanoTime());
    }

    /** Forgets how long time stood still until now. */
    void begin() {
        seen.begin();
    }

    /** The longest that time stood still since {@link #begin}. */
    Duration longest() {
        return seen.longest(System.nanoTime());
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
        consumer.close();
    }
}

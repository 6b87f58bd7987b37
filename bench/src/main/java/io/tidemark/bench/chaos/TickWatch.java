package io.tidemark.bench.chaos;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
    private static final int LOGICAL_BITS = 18;
    private static final long FRESH_MS = 1_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final long[] ticks;
    private final Thread thread = new Thread(this::run, "tick-watch");
    private volatile boolean closing;
    private volatile RuntimeException failure;
    private long time;
    private long movedNs = System.nanoTime();
    private long longestNs;
    private boolean fresh;

    private TickWatch(KafkaConsumer<byte[], byte[]> consumer, int channels) {
        this.consumer = consumer;
        this.ticks = new long[channels];
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
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                    Header tick = message.headers().lastHeader("tick");
                    if (tick != null) {
                        long timestamp = ByteBuffer.wrap(tick.value()).getLong();
                        take(message.partition(), timestamp, message.timestamp());
                    }
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private synchronized void take(int channel, long timestamp, long appendedMs) {
        // One that was written again tells nothing new.
        if (timestamp <= ticks[channel]) {
            return;
        }
        ticks[channel] = timestamp;
        long lowest = Arrays.stream(ticks).min().orElseThrow();
        if (lowest > time) {
            long nowNs = System.nanoTime();
            longestNs = Math.max(longestNs, nowNs - movedNs);
            movedNs = nowNs;
            time = lowest;
            fresh = appendedMs - (timestamp >>> LOGICAL_BITS) < FRESH_MS;
        }
    }

    /** The newest tick that every channel has passed; 0 while there is none. */
    synchronized long time() {
        return time;
    }

    /** Whether time moves and is the present's: what was written while it stood is worked off. */
    synchronized boolean present() {
        if (failure != null) {
            throw new IllegalStateException("the log can no longer be watched", failure);
        }
        return fresh && System.nanoTime() - movedNs < TimeUnit.MILLISECONDS.toNanos(FRESH_MS);
    }

    /** Forgets how long time stood still until now. */
    synchronized void begin() {
        longestNs = 0;
    }

    /** The longest that time stood still since {@link #begin}. */
    synchronized Duration longest() {
        return Duration.ofNanos(Math.max(longestNs, System.nanoTime() - movedNs));
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
        consumer.close();
    }
}

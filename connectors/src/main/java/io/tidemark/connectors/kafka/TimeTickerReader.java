package io.tidemark.connectors.kafka;

import io.tidemark.clock.HybridTimestamp;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ticks when it is time. A partition gets no second tick before its first is acknowledged: ticks
 * that wait for a leader would each take a millisecond of the partition's clock when it comes back.
 */
final class TimeTickerReader implements SourceReader<Long, NoSplit> {

    private static final Logger LOG = LoggerFactory.getLogger(TimeTickerReader.class);

    private final LogTopic definitions;
    private final LogTopic requests;
    private final long definitionsIntervalMs;
    private final long tickStepMs;
    private final Properties client;
    private final TickerClock clock = new TickerClock(System::currentTimeMillis, System::nanoTime);
    private final AtomicBoolean[] underWay;
    private KafkaProducer<byte[], byte[]> producer;
    private long nextDefinitionsMs;
    private long nextCell;
    private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);

    TimeTickerReader(
            LogTopic definitions,
            LogTopic requests,
            long definitionsIntervalMs,
            long tickStepMs,
            Properties client) {
        this.definitions = definitions;
        this.requests = requests;
        this.definitionsIntervalMs = definitionsIntervalMs;
        this.tickStepMs = tickStepMs;
        this.client = client;
        this.underWay = new AtomicBoolean[1 + requests.partitions()];
        for (int i = 0; i < underWay.length; i++) {
            underWay[i] = new AtomicBoolean();
        }
    }

    @Override
    public void start() {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty(ProducerConfig.CLIENT_ID_CONFIG, "tidemark-time-ticker");
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
        // A tick that could not be sent is late, not lost: the next one carries more.
        properties.setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000");
        properties.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "5000");
        properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        properties.setProperty(
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.setProperty(
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        producer = new KafkaProducer<>(properties);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Long> output) {
        long nowMs = clock.nowMs();
        if (nowMs >= nextDefinitionsMs) {
            tick(definitions, 0, nowMs);
            nextDefinitionsMs = nowMs + definitionsIntervalMs;
        }
        if (nowMs / tickStepMs >= nextCell) {
            for (int i = 0; i < requests.partitions(); i++) {
                tick(requests, i, nowMs);
            }
            nextCell = nowMs / tickStepMs + 1;
        }
        long dueMs = Math.min(nextDefinitionsMs, nextCell * tickStepMs);
        available =
                CompletableFuture.runAsync(
                        () -> {},
                        CompletableFuture.delayedExecutor(
                                Math.max(1, dueMs - nowMs), TimeUnit.MILLISECONDS));
        return InputStatus.NOTHING_AVAILABLE;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of success and failure
    private void tick(LogTopic topic, int partition, long nowMs) {
        AtomicBoolean waiting = underWay[topic.firstLogPartition() + partition];
        if (!waiting.compareAndSet(false, true)) {
            return;
        }
        byte[] body = TickMessages.body(HybridTimestamp.of(nowMs, 0, 0), 0);
        producer.send(
                new ProducerRecord<>(topic.name(), partition, null, body),
                (metadata, exception) -> {
                    waiting.set(false);
                    if (exception == null) {
                        clock.saw(metadata.timestamp());
                    } else {
                        LOG.warn(
                                "A tick could not be written to {} {}: {}; time stands still there"
                                        + " until one can.",
                                topic.name(),
                                partition,
                                exception.toString());
                    }
                });
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public List<NoSplit> snapshotState(long checkpointId) {
        return List.of();
    }

    @Override
    public void addSplits(List<NoSplit> splits) {
        throw new IllegalStateException("the ticker reads nothing, found splits " + splits);
    }

    @Override
    public void notifyNoMoreSplits() {
        // There never were any.
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }
}

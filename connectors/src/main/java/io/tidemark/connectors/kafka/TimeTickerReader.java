package io.tidemark.connectors.kafka;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.life.Component;
import io.tidemark.life.LifeSigns;
import io.tidemark.life.Role;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the ticks that {@link TickSchedule} decides on, and never waits for one. */
final class TimeTickerReader implements SourceReader<Long, TickerSplit> {

    private static final Logger LOG = LoggerFactory.getLogger(TimeTickerReader.class);

    private static final String CLIENT_ID = "tidemark-time-ticker";

    private final LogTopic definitions;
    private final LogTopic requests;
    private final Properties client;
    private final LifeSigns lifeSigns;
    private final TickerClock clock = new TickerClock(System::currentTimeMillis, System::nanoTime);
    private final TickSchedule schedule;
    private Producer<byte[], byte[]> producer;
    private LifeSigns.Voice voice;
    private long nextHeartbeatNs;
    private volatile long lastTickMs;
    private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);

    TimeTickerReader(
            LogTopic definitions,
            LogTopic requests,
            long tickStepMs,
            Properties client,
            LifeSigns lifeSigns) {
        this.definitions = definitions;
        this.requests = requests;
        this.client = client;
        this.lifeSigns = lifeSigns;
        this.schedule = new TickSchedule(clock, requests.partitions(), tickStepMs);
    }

    @Override
    public void start() {
        // A tick that could not be sent is late, not lost: the next one carries more.
        producer = UnwaitingProducer.open(client, CLIENT_ID, new Properties());
        voice = lifeSigns.open("time-ticker");
        nextHeartbeatNs = System.nanoTime();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Long> output) {
        long waitMs = Math.min(schedule.tick(this::send), tellLife());
        // Completed by the JDK's one timer thread; a delayed executor would start a thread a tick.
        available =
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, waitMs, TimeUnit.MILLISECONDS);
        return InputStatus.NOTHING_AVAILABLE;
    }

    /**
     * Says that it lives, where that is due.
     *
     * @return milliseconds until it is again, at least 1
     */
    private long tellLife() {
        if (lifeSigns.intervalMs() == 0) {
            return Long.MAX_VALUE;
        }
        if (System.nanoTime() - nextHeartbeatNs >= 0) {
            voice.tell(
                    new Component(Role.TIME_TICKER, 0, 1)
                            .says(HybridTimestamp.of(lastTickMs, 0, 0), lifeSigns.intervalMs()));
            nextHeartbeatNs = System.nanoTime() + lifeSigns.intervalMs() * 1_000_000;
        }
        return 1 + Math.max(0, nextHeartbeatNs - System.nanoTime()) / 1_000_000;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of success and failure
    private void send(int logPartition, long timeMs) {
        LogTopic topic = logPartition == 0 ? definitions : requests;
        int partition = logPartition - topic.firstLogPartition();
        byte[] body = TickMessages.body(HybridTimestamp.of(timeMs, 0, 0), 0);
        producer.send(
                new ProducerRecord<>(topic.name(), partition, null, body),
                (metadata, exception) -> {
                    if (exception == null) {
                        schedule.acknowledged(logPartition, metadata.timestamp());
                        lastTickMs = timeMs;
                    } else if (schedule.failed(logPartition)) {
                        LOG.warn(
                                "No tick could be written to {} {} for a while: {}; time stands"
                                        + " still there until one can.",
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
    public List<TickerSplit> snapshotState(long checkpointId) {
        return List.of(new TickerSplit(clock.logMs()));
    }

    @Override
    public void addSplits(List<TickerSplit> kept) {
        kept.forEach(split -> clock.saw(split.logMs()));
    }

    @Override
    public void notifyNoMoreSplits() {
        // There never were any.
    }

    @Override
    public void close() {
        if (producer != null) {
            Closing.withWarning(LOG, "the producer of ticks", () -> producer.close(Duration.ZERO));
        }
        if (voice != null) {
            voice.close();
        }
    }
}

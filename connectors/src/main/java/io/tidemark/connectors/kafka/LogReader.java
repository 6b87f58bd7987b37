package io.tidemark.connectors.kafka;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.ingest.PartitionIngest;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.request.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaSourceReader;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;

/**
 * Reads the partitions given to it. Each speaks once, with its clock's own time, before any of its
 * records: a reader's watermark is then the minimum over all its splits from the first word, and
 * alignment sees each of them.
 *
 * <p>Until it has a partition a reader says that no time has passed. Alignment leaves out a reader
 * that has not spoken, so a source whose topic is slow to be verified would let the other one read
 * its whole backlog into the task queues meanwhile.
 */
final class LogReader extends KafkaSourceReader<Requests> {

    /** Not above the first word of any clock; it closes nothing. */
    private static final Watermark NO_TIME = new Watermark(-1);

    private final LogTopic topic;
    private final ClusterSettings settings;
    private final LogRecordEmitter emitter;
    private final List<LogSplitState> splits = new ArrayList<>();
    private int spoken;

    LogReader(
            FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>>
                    queue,
            Supplier<SplitReader<ConsumerRecord<byte[], byte[]>, KafkaPartitionSplit>> fetchers,
            LogRecordEmitter emitter,
            LogTopic topic,
            ClusterSettings settings,
            Configuration configuration,
            SourceReaderContext context,
            KafkaSourceReaderMetrics metrics) {
        super(
                queue,
                new KafkaSourceFetcherManager(queue, fetchers, finished -> {}),
                emitter,
                configuration,
                context,
                metrics);
        this.topic = topic;
        this.settings = settings;
        this.emitter = emitter;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Requests> output) throws Exception {
        if (splits.isEmpty()) {
            output.emitWatermark(NO_TIME);
        }
        for (; spoken < splits.size(); spoken++) {
            LogSplitState split = splits.get(spoken);
            output.createOutputForSplit(split.splitId())
                    .emitWatermark(new Watermark(split.watermarkMs()));
        }
        if (done()) {
            return InputStatus.END_OF_INPUT;
        }
        try {
            return pollTogether(output);
        } catch (RuntimeException failure) {
            throw goneForGood(failure) ? stop(failure) : failure;
        }
    }

    /** Nothing stays gathered behind a poll, so that a checkpoint finds all of it handed on. */
    private InputStatus pollTogether(ReaderOutput<Requests> output) throws Exception {
        InputStatus status;
        do {
            status = super.pollNext(output);
        } while (status == InputStatus.MORE_AVAILABLE && emitter.gathers());
        emitter.flush();
        return status;
    }

    /** Asked for every poll, so without a stream. */
    private boolean done() {
        for (LogSplitState split : splits) {
            if (!emitter.done(split)) {
                return false;
            }
        }
        return !splits.isEmpty();
    }

    private static boolean goneForGood(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, InvalidOffsetException.class).isPresent();
    }

    private RuntimeException stop(RuntimeException failure) {
        return LogStop.because(
                "records of topic "
                        + topic.name()
                        + " that state still needs are gone from the broker: "
                        + ExceptionUtils.findThrowable(failure, InvalidOffsetException.class)
                                .map(Throwable::getMessage)
                                .orElse("")
                        + "; nothing is skipped silently. Restore a newer savepoint, or keep the"
                        + " topic longer (retention.ms)",
                failure);
    }

    @Override
    protected KafkaPartitionSplitState initializedState(KafkaPartitionSplit split) {
        if (spoken > 0) {
            throw new IllegalStateException(
                    "split "
                            + split.splitId()
                            + " came after its reader had spoken for others: time may be closed"
                            + " for it already");
        }
        LogSplit log = (LogSplit) split;
        int logPartition = topic.firstLogPartition() + log.getPartition();
        PartitionIngest ingest = new PartitionIngest(logPartition, settings, log.ingest());
        long watermarkMs = HybridTimestamp.physicalMs(ingest.last()) - 1;
        LogSplitState state = new LogSplitState(log, ingest, watermarkMs);
        LogMetrics.register(context.metricGroup(), topic, log.getPartition(), ingest);
        splits.add(state);
        return state;
    }

    @Override
    protected KafkaPartitionSplit toSplitType(String splitId, KafkaPartitionSplitState state) {
        return ((LogSplitState) state).toSplit();
    }
}

package io.tidemark.connectors.kafka;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.request.Method;
import io.tidemark.request.Request;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Stamps records and speaks their time: every record is punctuation. When a split's physical part
 * rises to p, its watermark is p − 1; it is spoken at every tick, and between ticks at most once in
 * a few milliseconds of the log's own time, since a watermark costs every channel of the network a
 * buffer.
 */
final class LogRecordEmitter
        implements RecordEmitter<
                ConsumerRecord<byte[], byte[]>, Request, KafkaPartitionSplitState> {

    private static final long WATERMARK_DISTANCE_MS = 5;

    private final boolean ticksAreRecords;
    private final long untilMs;

    /**
     * @param ticksAreRecords whether a tick goes on as a record: in {@code definitions} it marks
     *     its grid cell on every channel; in {@code requests} it only moves time
     * @param untilMs physical time behind which records are no longer read
     */
    LogRecordEmitter(boolean ticksAreRecords, long untilMs) {
        this.ticksAreRecords = ticksAreRecords;
        this.untilMs = untilMs;
    }

    @Override
    public void emitRecord(
            ConsumerRecord<byte[], byte[]> kafkaRecord,
            SourceOutput<Request> output,
            KafkaPartitionSplitState splitState) {
        LogSplitState split = (LogSplitState) splitState;
        if (done(split)) {
            return;
        }
        Request request = split.ingest().take(split.headers().read(kafkaRecord));
        long physicalMs = HybridTimestamp.physicalMs(split.ingest().last());
        // A tick that could not be read is refused as any request is, and told as a dead letter.
        boolean tick = request.method() == Method.TIME_TICK && !request.refused();
        long distanceMs = tick ? 1 : WATERMARK_DISTANCE_MS;
        if (physicalMs - 1 >= split.watermarkMs() + distanceMs || physicalMs > untilMs) {
            split.watermarkMs(physicalMs - 1);
            output.emitWatermark(new Watermark(physicalMs - 1));
        }
        if (physicalMs <= untilMs && (!tick || ticksAreRecords)) {
            output.collect(request, physicalMs);
        }
        split.setCurrentOffset(kafkaRecord.offset() + 1);
    }

    /** Whether a split has reached the time up to which the job reads. */
    boolean done(LogSplitState split) {
        return HybridTimestamp.physicalMs(split.ingest().last()) > untilMs;
    }
}

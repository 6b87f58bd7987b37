package io.tidemark.connectors.kafka;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.Request;
import io.tidemark.request.Requests;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Stamps records and speaks their time: every record is punctuation. When a split's physical part
 * rises to p, its watermark is p − 1; it is spoken at every tick, and between ticks at most once in
 * a few milliseconds of the log's own time, since one of {@code definitions} costs every channel of
 * the network a buffer.
 *
 * <p>Requests of a split that come one after the other are gathered and go on together, but not
 * beyond a watermark, since alignment and checkpoints act between polls. Whoever emits records must
 * {@link #flush()} before the task may do anything else, as the clock of what is gathered has
 * moved.
 */
final class LogRecordEmitter
        implements RecordEmitter<
                ConsumerRecord<byte[], byte[]>, Requests, KafkaPartitionSplitState> {

    private static final long WATERMARK_DISTANCE_MS = 5;

    /** Requests that go on together, at most: a millisecond's work of single rows. */
    private static final int MOST_TOGETHER = 512;

    /** Sent bytes from which on nothing is gathered: their messages fill a shared record. */
    private static final int ENOUGH_BYTES = 3 << 16;

    private final boolean ticksAreRecords;
    private final long untilMs;
    private final RequestHeaders headers = new RequestHeaders();
    private List<Request> gathered = new ArrayList<>();
    private SourceOutput<Requests> gatheredFor;
    private int gatheredOf;
    private int gatheredBytes;
    private long gatheredLogMs;
    private boolean spoken;

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
            SourceOutput<Requests> output,
            KafkaPartitionSplitState splitState) {
        LogSplitState split = (LogSplitState) splitState;
        if (done(split)) {
            return;
        }
        Request request = split.ingest().take(sent(kafkaRecord).in(kafkaRecord));
        long physicalMs = HybridTimestamp.physicalMs(split.ingest().last());
        // A tick that could not be read is refused as any request is, and told as a dead letter.
        boolean tick = request.method() == Method.TIME_TICK && !request.refused();
        long distanceMs = tick ? 1 : WATERMARK_DISTANCE_MS;
        if (physicalMs - 1 >= split.watermarkMs() + distanceMs || physicalMs > untilMs) {
            handOn();
            spoken = true;
            split.watermarkMs(physicalMs - 1);
            output.emitWatermark(new Watermark(physicalMs - 1));
        }
        if (physicalMs <= untilMs && (!tick || ticksAreRecords)) {
            gather(request, split.ingest().logMs(), output);
        }
        split.setCurrentOffset(kafkaRecord.offset() + 1);
    }

    /**
     * The connector says arrays, where its consumer has read with {@link RequestDeserializer}; of a
     * record without a value nothing was read.
     */
    private SentRequest sent(ConsumerRecord<?, ?> kafkaRecord) {
        return kafkaRecord.value() == null
                ? headers.read(kafkaRecord.headers(), Payload.NONE)
                : (SentRequest) kafkaRecord.value();
    }

    private void gather(Request request, long logMs, SourceOutput<Requests> output) {
        if (gatheredOf != request.partition()) {
            handOn();
        }
        gatheredOf = request.partition();
        gatheredFor = output;
        gathered.add(request);
        gatheredLogMs = logMs;
        gatheredBytes += request.sentBytes();
    }

    /** Whether there is something to which more may be added in the same poll. */
    boolean gathers() {
        return !spoken
                && !gathered.isEmpty()
                && gathered.size() < MOST_TOGETHER
                && gatheredBytes < ENOUGH_BYTES;
    }

    /** Ends a poll: what was gathered goes on. */
    void flush() {
        handOn();
        spoken = false;
    }

    private void handOn() {
        if (!gathered.isEmpty()) {
            Request last = gathered.get(gathered.size() - 1);
            gatheredFor.collect(
                    new Requests(gatheredOf, gathered, gatheredLogMs),
                    HybridTimestamp.physicalMs(last.timestamp()));
            gathered = new ArrayList<>();
            gatheredBytes = 0;
        }
    }

    /** Whether a split has reached the time up to which the job reads. */
    boolean done(LogSplitState split) {
        return HybridTimestamp.physicalMs(split.ingest().last()) > untilMs;
    }
}

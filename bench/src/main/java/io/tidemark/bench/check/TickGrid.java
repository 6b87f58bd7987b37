package io.tidemark.bench.check;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.bench.check.Violation.Promise;
import milvus.proto.msg.Msg.TimeTickMsg;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The one grid on which all channels tick.
 *
 * @param stepMs its distance
 */
record TickGrid(long stepMs, Report report) {

    private static final int LOGICAL_BITS = 18;
    private static final long LOGICAL_MASK = (1L << LOGICAL_BITS) - 1;

    void check(long timestamp, ConsumerRecord<byte[], byte[]> tick) {
        boolean onGrid =
                (timestamp & LOGICAL_MASK) == LOGICAL_MASK
                        && ((timestamp >>> LOGICAL_BITS) + 1) % stepMs == 0;
        long told = bodyTimestamp(tick);
        if (!onGrid || told != timestamp) {
            report.violated(
                    Promise.W3_ONE_TIMESTAMP_AND_ONE_GRID,
                    tick.topic(),
                    tick.partition(),
                    tick.offset(),
                    "ticks at %d, in its body %d, on a grid of %d ms"
                            .formatted(timestamp, told, stepMs));
        }
    }

    private static long bodyTimestamp(ConsumerRecord<byte[], byte[]> tick) {
        try {
            return TimeTickMsg.parseFrom(tick.value()).getBase().getTimestamp();
        } catch (InvalidProtocolBufferException broken) {
            return -1;
        }
    }
}

package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.ingest.PartitionIngest;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.request.Method;
import io.tidemark.request.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class LogRecordEmitterTest {

    private static final long NOW = 1_700_000_000_000L;

    private final TestingOutput output = new TestingOutput();
    private final LogSplitState split = split();

    @Test
    void usageExample() {
        LogRecordEmitter emitter = new LogRecordEmitter(false, Long.MAX_VALUE);
        emitter.emitRecord(request(0, NOW), output, split);

        // Time up to the record's millisecond is closed before the record itself.
        assertThat(output.seen).containsExactly(new Watermark(NOW - 1), "AllocTimestamp " + NOW);
        assertThat(split.getCurrentOffset()).isEqualTo(1);
        assertThat(split.toSplit().ingest().clock().last())
                .isEqualTo(HybridTimestamp.of(NOW, 1, 0));
    }

    @Test
    void betweenTicksAWatermarkIsSpokenOnceInFiveMilliseconds() {
        LogRecordEmitter emitter = new LogRecordEmitter(false, Long.MAX_VALUE);
        emitter.emitRecord(request(0, NOW), output, split);
        output.seen.clear();
        for (int ms = 0; ms <= 10; ms++) {
            emitter.emitRecord(request(1 + ms, NOW + ms), output, split);
        }

        assertThat(output.watermarks())
                .containsExactly(new Watermark(NOW + 4), new Watermark(NOW + 9));
    }

    @Test
    void everyTickIsSpoken() {
        LogRecordEmitter emitter = new LogRecordEmitter(false, Long.MAX_VALUE);
        emitter.emitRecord(tick(0, NOW), output, split);
        emitter.emitRecord(tick(1, NOW), output, split);
        emitter.emitRecord(tick(2, NOW + 7), output, split);

        assertThat(output.seen)
                .containsExactly(
                        new Watermark(NOW - 1), new Watermark(NOW), new Watermark(NOW + 6));
        assertThat(split.getCurrentOffset()).isEqualTo(3);
    }

    @Test
    void aTickIsARecordOfDefinitionsOnly() {
        new LogRecordEmitter(true, Long.MAX_VALUE).emitRecord(tick(0, NOW), output, split);

        assertThat(output.seen).containsExactly(new Watermark(NOW - 1), "TimeTickMsg " + NOW);
    }

    @Test
    void aTickThatCannotBeReadIsNoTickAndGoesOnToBeTold() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("method", Method.TIME_TICK.fullName().getBytes(StandardCharsets.UTF_8));
        headers.add("content-type", RequestHeaders.JSON.getBytes(StandardCharsets.UTF_8));
        new LogRecordEmitter(false, Long.MAX_VALUE)
                .emitRecord(record(0, NOW, headers, new byte[] {'?'}), output, split);

        assertThat(output.requests).hasSize(1);
        assertThat(output.requests.get(0).refused()).isTrue();
    }

    @Test
    void aFollowerReadsUntilItsTimeAndNotBeyond() {
        LogRecordEmitter emitter = new LogRecordEmitter(false, NOW + 1);
        emitter.emitRecord(request(0, NOW + 1), output, split);
        assertThat(emitter.done(split)).isFalse();
        emitter.emitRecord(request(1, NOW + 2), output, split);
        assertThat(emitter.done(split)).isTrue();
        emitter.emitRecord(request(2, NOW + 3), output, split);

        assertThat(output.seen)
                .containsExactly(
                        new Watermark(NOW), "AllocTimestamp " + (NOW + 1), new Watermark(NOW + 1));
    }

    private static LogSplitState split() {
        ClusterSettings settings =
                ClusterSettings.newBuilder().setMaxDriftMs(500).setMaxRequestBytes(1000).build();
        return new LogSplitState(
                new LogSplit(new TopicPartition("requests", 0), 0, PartitionIngest.State.INITIAL),
                new PartitionIngest(1, settings, PartitionIngest.State.INITIAL),
                -1);
    }

    private static ConsumerRecord<byte[], byte[]> request(long offset, long appendMs) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("method", "AllocTimestamp".getBytes(StandardCharsets.UTF_8));
        return record(offset, appendMs, headers, new byte[0]);
    }

    private static ConsumerRecord<byte[], byte[]> tick(long offset, long ms) {
        byte[] body = TickMessages.body(HybridTimestamp.of(ms, 0, 0), 0);
        return record(offset, ms, new RecordHeaders(), body);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            long offset, long appendMs, RecordHeaders headers, byte[] payload) {
        return new ConsumerRecord<>(
                "requests",
                0,
                offset,
                appendMs,
                TimestampType.LOG_APPEND_TIME,
                0,
                payload.length,
                null,
                payload,
                headers,
                Optional.empty());
    }

    /** What a split says, in order. */
    private static final class TestingOutput implements SourceOutput<Request> {
        private final List<Object> seen = new ArrayList<>();
        private final List<Request> requests = new ArrayList<>();

        List<Object> watermarks() {
            return seen.stream().filter(Watermark.class::isInstance).toList();
        }

        @Override
        public void collect(Request request) {
            throw new AssertionError("a request has a time");
        }

        @Override
        public void collect(Request request, long timestampMs) {
            requests.add(request);
            seen.add(
                    (request.refused() ? "refused" : request.method().rpcName())
                            + " "
                            + timestampMs);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            seen.add(watermark);
        }

        @Override
        public void markIdle() {
            throw new AssertionError("idleness drops a partition from the barrier");
        }

        @Override
        public void markActive() {
            throw new AssertionError("a partition is never idle");
        }
    }
}

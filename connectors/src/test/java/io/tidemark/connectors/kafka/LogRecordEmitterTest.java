package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.ingest.PartitionIngest;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.Request;
import io.tidemark.request.Requests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
    private final LogSplitState split = split(1);

    @Test
    void usageExample() {
        LogRecordEmitter emitter = new LogRecordEmitter(false, Long.MAX_VALUE);
        emitter.emitRecord(request(0, NOW), output, split);
        emitter.emitRecord(request(1, NOW), output, split);
        emitter.flush();

        // Time up to the record's millisecond is closed before the record itself.
        assertThat(output.seen)
                .containsExactly(new Watermark(NOW - 1), "AllocTimestamp, AllocTimestamp " + NOW);
        assertThat(split.getCurrentOffset()).isEqualTo(2);
        assertThat(split.toSplit().ingest().clock().last())
                .isEqualTo(HybridTimestamp.of(NOW, 1, 1));
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
    void whatIsGatheredGoesOnBeforeTimeIsClosedOverIt() {
        LogRecordEmitter emitter = new LogRecordEmitter(false, Long.MAX_VALUE);
        emitter.emitRecord(request(0, NOW), output, split);
        emitter.flush();
        emitter.emitRecord(request(1, NOW + 1), output, split);
        emitter.emitRecord(request(2, NOW + 3), output, split);
        assertThat(emitter.gathers()).isTrue();
        emitter.emitRecord(tick(3, NOW + 4), output, split);

        assertThat(output.seen)
                .containsExactly(
                        new Watermark(NOW - 1),
                        "AllocTimestamp " + NOW,
                        "AllocTimestamp, AllocTimestamp " + (NOW + 3),
                        new Watermark(NOW + 3));
        assertThat(emitter.gathers()).isFalse();
    }

    @Test
    void aPollEndsWithTheWatermarkThatItSpoke() {
        LogRecordEmitter definitions = new LogRecordEmitter(true, Long.MAX_VALUE);
        for (int offset = 0; offset < 1000; offset++) {
            definitions.emitRecord(tick(offset, NOW + 10L * offset), output, split);
            assertThat(definitions.gathers()).as("more in the poll of a tick").isFalse();
            definitions.flush();
        }
        definitions.emitRecord(request(1000, NOW + 10_000), output, split);
        assertThat(definitions.gathers()).as("more in a poll that closed time").isFalse();
        definitions.flush();
        definitions.emitRecord(request(1001, NOW + 10_001), output, split);
        assertThat(definitions.gathers()).isTrue();
    }

    @Test
    void requestsOfAnotherSplitDoNotTravelTogetherWithThose() {
        LogRecordEmitter emitter = new LogRecordEmitter(false, Long.MAX_VALUE);
        TestingOutput ofOther = new TestingOutput();
        emitter.emitRecord(request(0, NOW), output, split);
        emitter.emitRecord(request(0, NOW), ofOther, split(2));
        assertThat(output.requests).hasSize(1);
        assertThat(ofOther.requests).isEmpty();

        emitter.flush();
        assertThat(ofOther.requests).hasSize(1);
    }

    @Test
    void manyRequestsAndLargeOnesAreNotGatheredFurther() {
        LogRecordEmitter emitter = new LogRecordEmitter(false, Long.MAX_VALUE);
        emitter.emitRecord(request(0, NOW), output, split);
        emitter.flush();
        for (int offset = 1; offset <= 512; offset++) {
            assertThat(emitter.gathers()).isEqualTo(offset > 1);
            emitter.emitRecord(request(offset, NOW), output, split);
        }
        assertThat(emitter.gathers()).isFalse();
        emitter.flush();

        emitter.emitRecord(record(513, NOW, new RecordHeaders(), new byte[3 << 16]), output, split);
        assertThat(emitter.gathers()).isFalse();
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
        LogRecordEmitter emitter = new LogRecordEmitter(true, Long.MAX_VALUE);
        emitter.emitRecord(tick(0, NOW), output, split);
        emitter.flush();

        assertThat(output.seen).containsExactly(new Watermark(NOW - 1), "TimeTickMsg " + NOW);
    }

    @Test
    void aTickThatCannotBeReadIsNoTickAndGoesOnToBeTold() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("method", Method.TIME_TICK.fullName().getBytes(StandardCharsets.UTF_8));
        headers.add("content-type", RequestHeaders.JSON.getBytes(StandardCharsets.UTF_8));
        LogRecordEmitter emitter = new LogRecordEmitter(false, Long.MAX_VALUE);
        emitter.emitRecord(record(0, NOW, headers, new byte[] {'?'}), output, split);
        emitter.flush();

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
        emitter.flush();

        assertThat(output.seen)
                .containsExactly(
                        new Watermark(NOW), "AllocTimestamp " + (NOW + 1), new Watermark(NOW + 1));
    }

    private static LogSplitState split(int logPartition) {
        ClusterSettings settings =
                ClusterSettings.newBuilder().setMaxDriftMs(500).setMaxRequestBytes(1000).build();
        return new LogSplitState(
                new LogSplit(
                        new TopicPartition("requests", logPartition - 1),
                        0,
                        PartitionIngest.State.INITIAL),
                new PartitionIngest(logPartition, settings, PartitionIngest.State.INITIAL),
                -1);
    }

    @Test
    void aRecordWithoutAValueIsTakenAsAnEmptyOne() {
        LogRecordEmitter emitter = new LogRecordEmitter(false, Long.MAX_VALUE);
        RecordHeaders headers = new RecordHeaders();
        headers.add("method", "AllocTimestamp".getBytes(StandardCharsets.UTF_8));
        emitter.emitRecord(record(0, NOW, headers, null), output, split);
        emitter.flush();

        assertThat(output.seen).contains("AllocTimestamp " + NOW);
        assertThat(split.getCurrentOffset()).isEqualTo(1);
    }

    @Test
    void requestsTellTheTimeOfTheLogAndNotThatOfATokenAheadOfIt() {
        LogRecordEmitter emitter = new LogRecordEmitter(false, Long.MAX_VALUE);
        RecordHeaders headers = new RecordHeaders();
        headers.add("method", "AllocTimestamp".getBytes(StandardCharsets.UTF_8));
        // A base with a timestamp, which the header says is no tick's.
        byte[] ahead = TickMessages.body(HybridTimestamp.of(NOW + 300, 0, 0), 0);
        emitter.emitRecord(record(0, NOW, headers, ahead), output, split);
        emitter.flush();

        assertThat(HybridTimestamp.physicalMs(output.requests.get(0).timestamp()))
                .isEqualTo(NOW + 300);
        assertThat(output.logMs).isEqualTo(NOW);
        emitter.emitRecord(tick(1, NOW + 700), output, split);
        emitter.emitRecord(request(2, NOW + 1), output, split);
        emitter.flush();
        assertThat(output.logMs).as("what a tick has told").isEqualTo(NOW + 700);
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

    @SuppressWarnings({"unchecked", "rawtypes"}) // as the connector names it
    private static ConsumerRecord<byte[], byte[]> record(
            long offset, long appendMs, RecordHeaders headers, byte[] payload) {
        return (ConsumerRecord)
                new ConsumerRecord<byte[], SentRequest>(
                        "requests",
                        0,
                        offset,
                        appendMs,
                        TimestampType.LOG_APPEND_TIME,
                        0,
                        0,
                        null,
                        payload == null
                                ? null
                                : new RequestHeaders().read(headers, Payload.of(payload)),
                        headers,
                        Optional.empty());
    }

    /** What a split says, in order. */
    private static final class TestingOutput implements SourceOutput<Requests> {
        private final List<Object> seen = new ArrayList<>();
        private final List<Request> requests = new ArrayList<>();
        private long logMs;

        List<Object> watermarks() {
            return seen.stream().filter(Watermark.class::isInstance).toList();
        }

        @Override
        public void collect(Requests together) {
            throw new AssertionError("requests have a time");
        }

        @Override
        public void collect(Requests together, long timestampMs) {
            requests.addAll(together.all());
            logMs = together.logMs();
            seen.add(
                    together.all().stream()
                                    .map(
                                            request ->
                                                    request.refused()
                                                            ? "refused"
                                                            : request.method().rpcName())
                                    .collect(Collectors.joining(", "))
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

package io.tidemark.connectors.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.milvus.grpc.BoolResponse;
import io.tidemark.proto.PackedAnswer;
import io.tidemark.proto.PackedAnswers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnswerReaderTest {

    private static final TopicPartition PARTITION = new TopicPartition("responses", 1);
    private static final byte[] YES =
            BoolResponse.newBuilder().setValue(true).build().toByteArray();
    private static final long END = 7;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final TestingRequestLog log = new TestingRequestLog();
    private final GatewayCounters counters = new GatewayCounters();
    private final Bridge bridge =
            new Bridge(
                    log,
                    new Correlations(new UUID(1, 2)),
                    new Bridge.Limits(10, 10_000, 1_000, Duration.ofSeconds(60)),
                    counters);

    @BeforeEach
    void aTopicWithAPast() {
        consumer.updatePartitions(
                "responses",
                List.of(
                        new PartitionInfo("responses", 0, null, null, null),
                        new PartitionInfo("responses", 1, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, END));
    }

    @Test
    void usageExample() throws Exception {
        AnswerReader reader = new AnswerReader(consumer, PARTITION);
        TestingReply reply = call();
        reader.start(bridge);

        add(END, single(0));
        assertThat(reply.await().only()).isEqualTo(YES);
        reader.close();
        assertThat(reader.ended()).isCompleted();
    }

    @Test
    void itStandsBehindWhatWasThereBefore() {
        new AnswerReader(consumer, PARTITION);

        assertThat(consumer.position(PARTITION)).isEqualTo(END);
    }

    @Test
    void packedAnswersAreTakenOneByOne() throws Exception {
        AnswerReader reader = new AnswerReader(consumer, PARTITION);
        TestingReply one = call();
        TestingReply other = call();
        reader.start(bridge);

        RecordHeaders headers = new RecordHeaders();
        headers.add("content-type", "application/x-tidemark-answers".getBytes(UTF_8));
        add(
                END,
                entry(
                        headers,
                        PackedAnswers.newBuilder()
                                .addAnswers(packed(1))
                                .addAnswers(packed(0))
                                .build()
                                .toByteArray()));
        assertThat(one.await().only()).isEqualTo(YES);
        assertThat(other.await().only()).isEqualTo(YES);
        reader.close();
    }

    @Test
    void whatIsNoAnswerStopsNobody() throws Exception {
        AnswerReader reader = new AnswerReader(consumer, PARTITION);
        TestingReply reply = call();
        reader.start(bridge);

        RecordHeaders packed = new RecordHeaders();
        packed.add("content-type", "application/x-tidemark-answers".getBytes(UTF_8));
        add(END, entry(new RecordHeaders(), new byte[] {1, 2, 3}));
        add(END + 1, entry(packed, null));
        add(END + 2, entry(single(0).headers(), null));
        add(END + 3, single(0));
        assertThat(reply.await().only()).isEqualTo(YES);
        assertThat(counters.unknownAnswers()).isEqualTo(3);
        reader.close();
    }

    @Test
    void whenAnswersCanNoLongerBeReadEveryCallIsToldSo() throws Exception {
        AnswerReader reader = new AnswerReader(consumer, PARTITION);
        TestingReply reply = call();
        consumer.setPollException(new KafkaException("not authorized"));
        reader.start(bridge);

        assertThatThrownBy(() -> reader.ended().join()).hasMessageContaining("not authorized");
        assertThat(reply.status().getReason()).contains("not authorized");
        assertThat(call().status().getRetriable()).isTrue();
        reader.close();
    }

    @Test
    void thePartitionIsTheNamedOneOrOneByChance() {
        assertThat(AnswerReader.partition(consumer, "responses", OptionalInt.of(1), 0))
                .isEqualTo(PARTITION);
        assertThat(AnswerReader.partition(consumer, "responses", OptionalInt.empty(), -1))
                .isEqualTo(PARTITION);
        assertThatThrownBy(
                        () -> AnswerReader.partition(consumer, "responses", OptionalInt.of(2), 0))
                .hasMessage("answers must go to one of the 2 partitions of responses, found 2");
        assertThatThrownBy(() -> AnswerReader.partition(consumer, "else", OptionalInt.empty(), 0))
                .hasMessageContaining("no topic 'else'");
    }

    private TestingReply call() {
        TestingReply reply = new TestingReply();
        WaitingCall call =
                bridge.begin(
                        TestingRpc.target("HasCollection"),
                        new Caller(new ClientSession(0), "", false, reply));
        if (bridge.waits(call)) {
            TestingRpc.request(bridge, call, new byte[0]);
        }
        return reply;
    }

    private void add(long offset, ConsumerRecord<byte[], byte[]> answer) {
        consumer.schedulePollTask(
                () ->
                        consumer.addRecord(
                                new ConsumerRecord<>(
                                        PARTITION.topic(),
                                        PARTITION.partition(),
                                        offset,
                                        0,
                                        TimestampType.LOG_APPEND_TIME,
                                        0,
                                        0,
                                        null,
                                        answer.value(),
                                        answer.headers(),
                                        Optional.empty())));
    }

    private ConsumerRecord<byte[], byte[]> single(int call) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("correlation", log.entry(call).correlation());
        headers.add("method", "milvus.proto.milvus.HasCollectionRequest".getBytes(UTF_8));
        headers.add("timestamp", "5".getBytes(UTF_8));
        return entry(headers, YES);
    }

    private PackedAnswer packed(int call) {
        return PackedAnswer.newBuilder()
                .setCorrelation(ByteString.copyFrom(log.entry(call).correlation()))
                .setMethod("milvus.proto.milvus.HasCollectionRequest")
                .setTimestamp(5)
                .setBody(ByteString.copyFrom(YES))
                .build();
    }

    private static ConsumerRecord<byte[], byte[]> entry(Headers headers, byte[] value) {
        return new ConsumerRecord<>(
                "responses",
                1,
                0,
                0,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                null,
                value,
                headers,
                Optional.empty());
    }
}

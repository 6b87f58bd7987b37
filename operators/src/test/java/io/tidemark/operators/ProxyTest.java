package io.tidemark.operators;

import static io.tidemark.operators.TestingRequests.changes;
import static io.tidemark.operators.TestingRequests.createCollection;
import static io.tidemark.operators.TestingRequests.dropCollection;
import static io.tidemark.operators.TestingRequests.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.MutationResult;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Payload;
import io.tidemark.request.Refusal;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import io.tidemark.tick.TestingDefinitionTicks;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.Count;
import io.tidemark.wal.WalOutput.DeadLetter;
import io.tidemark.wal.WalOutput.Message;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import milvus.proto.msg.Msg;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProxyTest {

    private static final long BUDGET = 1 << 20;

    @Test
    void usageExample() throws Exception {
        try (TestingProxy proxy = TestingProxy.open(TestingBackend.HEAP, BUDGET)) {
            proxy.take(changes(createCollection(1000, "films", 1)));
            proxy.metaCloses(1100);
            proxy.take(insert(1, 1050, "films", 2));

            // Cell 21 is [1050, 1100): what lies in it is decided once both inputs closed it.
            List<Object> decided = proxy.drain();
            assertThat(decided).hasSize(2);
            Message message = (Message) decided.get(0);
            assertThat(message.timestamp()).isEqualTo(HybridTimestamp.of(1050, 1, 0));
            assertThat(message.writer()).isEqualTo(1);
            assertThat(Msg.InsertRequest.parseFrom(message.body()).getNumRows()).isEqualTo(2);
            assertThat(inserted((Answer) decided.get(1))).isEqualTo(2);

            proxy.requestsClose(1100);
            assertThat(proxy.drain())
                    .containsExactly(new Count(message.channel(), 21, 1), new Watermark(1099));
        }
    }

    @Test
    void aTaskWaitsUntilMetaHasReachedItsMillisecond() throws Exception {
        try (TestingProxy proxy = TestingProxy.open(TestingBackend.HEAP, BUDGET)) {
            proxy.take(insert(1, 1050, "films", 1));
            proxy.take(insert(2, 1050, "films", 1));
            proxy.take(insert(1, 1051, "films", 1));
            proxy.take(changes(createCollection(1000, "films", 1)));
            proxy.metaCloses(1049);
            assertThat(proxy.drain()).isEmpty();

            proxy.metaCloses(1050);
            assertThat(answers(proxy.drain())).containsExactly("1050/1: 1", "1050/2: 1");

            // Meta is at 1050 and the queue of proxy 2 is empty, that of proxy 1 is not.
            proxy.take(insert(1, 1060, "films", 1));
            assertThat(proxy.drain()).isEmpty();
            proxy.metaCloses(1060);
            assertThat(answers(proxy.drain())).containsExactly("1051/1: 1", "1060/1: 1");
        }
    }

    @Test
    void aTaskSeesMetaAsOfItsTimestampWhateverHasHappenedSince() throws Exception {
        try (TestingProxy proxy = TestingProxy.open(TestingBackend.HEAP, BUDGET)) {
            proxy.take(changes(createCollection(1000, "films", 1), dropCollection(1060, "films")));
            proxy.metaCloses(2000);
            proxy.take(insert(1, 999, "films", 1));
            proxy.take(insert(1, 1059, "films", 1));
            proxy.take(insert(1, 1060, "films", 1));
            proxy.take(insert(1, 1061, "films", 1));

            // Definitions are log partition 0: of one millisecond the drop comes first.
            assertThat(answers(proxy.drain()))
                    .containsExactly(
                            "999/1: can't find collection[database=][collection=films]",
                            "1059/1: 1",
                            "1060/1: can't find collection[database=][collection=films]",
                            "1061/1: can't find collection[database=][collection=films]");
        }
    }

    @Test
    void theMinimumOfBothInputsGoesOnWhenItCrossesTheGrid() throws Exception {
        try (TestingProxy proxy = TestingProxy.open(TestingBackend.HEAP, BUDGET)) {
            proxy.requestsClose(1120);
            assertThat(proxy.drain()).isEmpty();
            proxy.metaCloses(1048);
            assertThat(proxy.drain()).containsExactly(new Watermark(999));
            proxy.metaCloses(1049);
            assertThat(proxy.drain()).containsExactly(new Watermark(1049));
            proxy.metaCloses(1098);
            assertThat(proxy.drain()).isEmpty();
            proxy.metaCloses(5000);
            assertThat(proxy.drain()).containsExactly(new Watermark(1099));
            proxy.requestsClose(1310);
            assertThat(proxy.drain()).containsExactly(new Watermark(1299));
        }
    }

    @Test
    void whoOwnsNoPartitionWaitsForMetaAlone() throws Exception {
        // Two partitions belong to the subtasks 0 and 2 of four.
        try (TestingProxy proxy =
                TestingProxy.restore(TestingBackend.HEAP, BUDGET, null, 1, 1, 4)) {
            // What a reader says until it has a partition.
            proxy.requestsClose(-1);
            proxy.metaCloses(1100);
            assertThat(proxy.drain()).containsExactly(new Watermark(1099));
        }
    }

    @Test
    void theLastWatermarkOfMetaClosesNothing() throws Exception {
        try (TestingProxy proxy = TestingProxy.open(TestingBackend.HEAP, BUDGET)) {
            proxy.take(insert(1, 1050, "films", 1));
            proxy.metaCloses(Long.MAX_VALUE);
            assertThat(proxy.drain()).isEmpty();

            proxy.metaCloses(1050);
            assertThat(proxy.drain()).hasSize(1);
            proxy.requestsClose(1049);
            assertThat(proxy.drain()).containsExactly(new Watermark(1049));
        }
    }

    @Test
    void countsLieOnTheirMessagesSideOfABarrier() throws Exception {
        try (TestingProxy proxy = TestingProxy.open(TestingBackend.HEAP, BUDGET)) {
            proxy.take(changes(createCollection(1000, "films", 1)));
            proxy.metaCloses(1100);
            proxy.take(insert(1, 1050, "films", 1));
            proxy.take(insert(1, 1051, "films", 1));
            Message message = (Message) proxy.drain().get(0);

            proxy.snapshot();
            assertThat(proxy.drain()).containsExactly(new Count(message.channel(), 21, 2));
            proxy.snapshot();
            assertThat(proxy.drain()).isEmpty();
        }
    }

    @Test
    void whatIngestRefusedIsAnsweredInItsTurn() throws Exception {
        try (TestingProxy proxy = TestingProxy.open(TestingBackend.HEAP, BUDGET)) {
            proxy.take(changes(createCollection(1000, "films", 1)));
            proxy.take(insert(1, 1050, "films", 1));
            Refusal refusal = new Refusal(ErrorKind.INVALID_PARAMETER, "no such thing");
            proxy.take(
                    new Request(
                            1,
                            4,
                            HybridTimestamp.of(1050, 1, 0),
                            0,
                            0,
                            null,
                            Payload.of(new byte[] {1, 2}),
                            ReplyTo.NONE,
                            refusal));
            proxy.metaCloses(1050);

            List<Object> decided = proxy.drain();
            assertThat(decided).hasSize(3);
            assertThat(decided.get(1)).isInstanceOf(Answer.class);
            DeadLetter letter = (DeadLetter) decided.get(2);
            assertThat(letter.partition()).isEqualTo(1);
            assertThat(letter.offset()).isEqualTo(4);
            assertThat(letter.error()).isEqualTo("no such thing");
            assertThat(letter.head()).containsExactly(1, 2);
        }
    }

    @Test
    void aRequestBehindItsOwnSourcesWatermarkStopsTheJob() throws Exception {
        try (TestingProxy proxy = TestingProxy.open(TestingBackend.HEAP, BUDGET)) {
            proxy.requestsClose(1050);
            proxy.take(insert(1, 1051, "films", 1));

            assertThatThrownBy(() -> proxy.take(insert(1, 1050, "films", 1)))
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .rootCause()
                    .hasMessageEndingWith("came behind the watermark 1050 of its own source");
        }
    }

    @Test
    void whileRequestsWaitTimeIsAskedForOnceAnAdvanceOfMeta() throws Exception {
        TestingDefinitionTicks ticks = new TestingDefinitionTicks(5);
        try (TestingProxy proxy = TestingProxy.open(ticks)) {
            proxy.machineClock(100);
            proxy.metaCloses(1000);
            proxy.machineClock(200);
            assertThat(ticks.drain()).as("nobody waits").isEmpty();

            proxy.take(insert(1, 1050, "films", 1));
            assertThat(ticks.drain()).as("meta has stood still: at once").containsExactly(1051L);
            proxy.take(insert(2, 1060, "films", 1));
            assertThat(ticks.drain()).as("one is under way").isEmpty();

            proxy.metaCloses(1051);
            proxy.machineClock(204);
            assertThat(ticks.drain()).as("meta has only just advanced").isEmpty();
            proxy.take(insert(1, 1070, "films", 1));
            proxy.machineClock(205);
            assertThat(ticks.drain()).as("once, for all that wait").containsExactly(1071L);

            proxy.metaCloses(1070);
            proxy.machineClock(300);
            assertThat(ticks.drain()).as("nobody waits any more").isEmpty();
            proxy.take(insert(1, 1069, "films", 1));
            assertThat(ticks.drain()).as("meta is ahead").isEmpty();
            assertThat(ticks.open()).isOne();
        }
        assertThat(ticks.open()).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestingBackend.class)
    void queuesAndSegmentsSurviveARestartAtAnotherParallelism(TestingBackend backend)
            throws Exception {
        for (long budget : new long[] {BUDGET, 700, 0}) {
            List<Object> expected = uninterrupted(backend, budget);
            List<Object> outputs = new ArrayList<>();
            OperatorSubtaskState state;
            try (TestingProxy proxy = TestingProxy.open(backend, budget)) {
                begin(proxy);
                state = proxy.snapshot();
                outputs.addAll(proxy.drain());
            }
            for (int subtask = 0; subtask < 2; subtask++) {
                try (TestingProxy proxy =
                        TestingProxy.restore(backend, budget, state, 1, subtask, 2)) {
                    // The root coordinator announces its table anew.
                    proxy.take(changes(createCollection(1000, "films", 2)));
                    EvenKeys keys = new EvenKeys(2, TestingProxy.MAX_PARALLELISM);
                    end(proxy, keys.belongsTo(0, subtask, 2), keys.belongsTo(1, subtask, 2));
                    outputs.addAll(proxy.drain());
                }
            }

            assertThat(byPartition(outputs, 1))
                    .isEqualTo(byPartition(expected, 1))
                    .hasSizeGreaterThanOrEqualTo(24);
            assertThat(byPartition(outputs, 2))
                    .isEqualTo(byPartition(expected, 2))
                    .hasSizeGreaterThanOrEqualTo(24);
            assertThat(counts(outputs)).isEqualTo(counts(expected));
        }
    }

    @ParameterizedTest
    @EnumSource(TestingBackend.class)
    void aSnapshotIsWholeHoweverOftenItIsTaken(TestingBackend backend) throws Exception {
        List<Object> expected = uninterrupted(backend, BUDGET);
        OperatorSubtaskState state = null;
        List<Object> outputs = new ArrayList<>();
        for (int restart = 0; restart < 4; restart++) {
            try (TestingProxy proxy = TestingProxy.restore(backend, 700, state, 1, 0, 1)) {
                if (restart == 0) {
                    begin(proxy);
                }
                if (restart == 3) {
                    proxy.take(changes(createCollection(1000, "films", 2)));
                    end(proxy, true, true);
                }
                state = proxy.snapshot();
                outputs.addAll(proxy.drain());
            }
        }

        assertThat(byPartition(outputs, 1)).isEqualTo(byPartition(expected, 1));
        assertThat(byPartition(outputs, 2)).isEqualTo(byPartition(expected, 2));
        assertThat(counts(outputs)).isEqualTo(counts(expected));
    }

    private static List<Object> uninterrupted(TestingBackend backend, long budget)
            throws Exception {
        try (TestingProxy proxy = TestingProxy.open(backend, budget)) {
            begin(proxy);
            end(proxy, true, true);
            return proxy.drain();
        }
    }

    /** Some tasks decided, whose rows open segments, and some waiting. */
    private static void begin(TestingProxy proxy) throws Exception {
        proxy.take(changes(createCollection(1000, "films", 2)));
        for (long ms = 1001; ms <= 1010; ms++) {
            proxy.take(insert(1, ms, "films", 2));
            proxy.take(insert(2, ms, "films", 2));
        }
        proxy.requestsClose(1010);
        proxy.metaCloses(1004);
    }

    private static void end(TestingProxy proxy, boolean one, boolean two) throws Exception {
        for (long ms = 1011; ms <= 1012; ms++) {
            if (one) {
                proxy.take(insert(1, ms, "films", 2));
            }
            if (two) {
                proxy.take(insert(2, ms, "films", 2));
            }
        }
        proxy.metaCloses(1100);
        proxy.requestsClose(1100);
    }

    private static List<String> byPartition(List<Object> outputs, int partition) {
        return outputs.stream()
                .filter(output -> of(output, partition))
                .map(ProxyTest::text)
                .toList();
    }

    private static boolean of(Object output, int partition) {
        if (output instanceof Message message) {
            return message.writer() == partition;
        }
        return output instanceof Answer answer
                && HybridTimestamp.partition(answer.timestamp()) == partition;
    }

    private static String text(Object output) {
        if (output instanceof Message message) {
            return "%d %d %d %d %s"
                    .formatted(
                            message.channel(),
                            message.timestamp(),
                            message.writer(),
                            message.part(),
                            Base64.getEncoder().encodeToString(message.body()));
        }
        Answer answer = (Answer) output;
        return answer.timestamp() + " " + Base64.getEncoder().encodeToString(answer.body());
    }

    /** Messages by channel and cell, however many counts told of them. */
    private static Map<String, Integer> counts(List<Object> outputs) {
        Map<String, Integer> sums = new TreeMap<>();
        for (Object output : outputs) {
            if (output instanceof Count count) {
                sums.merge(count.channel() + "/" + count.cell(), count.messages(), Integer::sum);
            }
        }
        return sums;
    }

    private static List<String> answers(List<Object> outputs) throws Exception {
        List<String> answers = new ArrayList<>();
        for (Object output : outputs) {
            if (output instanceof Answer answer) {
                MutationResult result = MutationResult.parseFrom(answer.body());
                String end =
                        result.getStatus().getCode() == 0
                                ? Long.toString(result.getInsertCnt())
                                : result.getStatus().getReason();
                answers.add(
                        "%d/%d: %s"
                                .formatted(
                                        HybridTimestamp.physicalMs(answer.timestamp()),
                                        HybridTimestamp.partition(answer.timestamp()),
                                        end));
            }
        }
        return answers;
    }

    private static long inserted(Answer answer) throws Exception {
        return MutationResult.parseFrom(answer.body()).getInsertCnt();
    }
}

package io.tidemark.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.FlushResponse;
import io.milvus.grpc.GetCollectionStatisticsResponse;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.operators.type.ValueTypeInfo;
import io.tidemark.proto.SegmentFill;
import io.tidemark.proto.SegmentRead;
import io.tidemark.proto.SegmentUpdate;
import io.tidemark.request.Method;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.AnswerPart;
import io.tidemark.wal.WalOutput.ForSegments;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentViewTest {

    private static final OutputTag<WalOutput> RESPONSES =
            new OutputTag<>("responses", ValueTypeInfo.WAL_OUTPUT);
    private static final TypeSerializer<WalOutput> OUTPUT =
            ValueTypeInfo.WAL_OUTPUT.createSerializer(new SerializerConfigImpl());
    private static final int COLLECTIONS = 6;

    @Test
    void usageExample() throws Exception {
        try (TestingOperator<WalOutput, WalOutput> view = view(TestingBackend.HEAP, null, 1, 0)) {
            view.take(fill(1, 1000, 10));
            view.take(read(Method.GET_COLLECTION_STATISTICS, 1, 1020, 1));
            view.watermark(1019);
            assertThat(answers(view)).isEmpty();
            view.watermark(1020);

            Answer answer = answers(view).get(0);
            assertThat(rows(answer)).isEqualTo("10");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingBackend.class)
    void rowsAndReadsSurviveARestartAtAnotherParallelism(TestingBackend backend) throws Exception {
        OperatorSubtaskState state;
        try (TestingOperator<WalOutput, WalOutput> view = view(backend, null, 1, 0)) {
            for (int collection = 1; collection <= COLLECTIONS; collection++) {
                view.take(fill(collection, 1000, collection));
            }
            view.watermark(1010);
            for (int collection = 1; collection <= COLLECTIONS; collection++) {
                view.take(fill(collection, 1015, 100));
                view.take(fill(collection, 1025, 1000));
                view.take(read(Method.GET_COLLECTION_STATISTICS, collection, 1020, 1));
            }
            state = view.snapshot(1);
            assertThat(answers(view)).isEmpty();
        }
        TreeMap<Long, String> rows = new TreeMap<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (TestingOperator<WalOutput, WalOutput> view = view(backend, state, 2, subtask)) {
                view.watermark(1010);
                for (int collection = 1; collection <= COLLECTIONS; collection++) {
                    if (belongs(collection, subtask)) {
                        view.take(fill(collection, 1018, 10_000));
                    }
                }
                view.watermark(1030);
                for (Answer answer : answers(view)) {
                    rows.put(answer.offset(), rows(answer));
                }
            }
        }

        TreeMap<Long, String> expected = new TreeMap<>();
        for (long collection = 1; collection <= COLLECTIONS; collection++) {
            expected.put(collection, Long.toString(10_100 + collection));
        }
        assertThat(rows).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(TestingBackend.class)
    void anAnswerOfSeveralCollectionsLeavesOnceItIsWhole(TestingBackend backend) throws Exception {
        List<AnswerPart> parts = new ArrayList<>();
        try (TestingOperator<WalOutput, WalOutput> view = view(backend, null, 1, 0)) {
            view.take(read(Method.FLUSH, 1, 1020, 2));
            view.take(read(Method.FLUSH, 2, 1020, 2));
            view.watermark(1020);
            assertThat(answers(view)).isEmpty();
            for (Object part : view.drain()) {
                if (part instanceof AnswerPart wanted) {
                    parts.add(wanted);
                }
            }
        }
        assertThat(parts).hasSize(2);
        OperatorSubtaskState state;
        try (TestingOperator<WalOutput, WalOutput> join = join(backend, null)) {
            join.take(parts.get(1));
            assertThat(join.drain()).isEmpty();
            state = join.snapshot(1);
        }
        try (TestingOperator<WalOutput, WalOutput> join = join(backend, state)) {
            join.take(parts.get(0));

            List<Object> joined = join.drain();
            assertThat(joined).hasSize(1);
            assertThat(FlushResponse.parseFrom(((Answer) joined.get(0)).body()).getCollFlushTsMap())
                    .containsOnlyKeys("c1", "c2");
        }
    }

    private static String rows(Answer answer) throws Exception {
        return GetCollectionStatisticsResponse.parseFrom(answer.body()).getStats(0).getValue();
    }

    private static boolean belongs(long collection, int subtask) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        collection, TestingOperator.MAX_PARALLELISM, 2)
                == subtask;
    }

    private static ForSegments fill(long collection, long ms, int rows) {
        return update(
                collection,
                SegmentUpdate.newBuilder()
                        .setFill(
                                SegmentFill.newBuilder()
                                        .setSegmentId(100 + collection)
                                        .setOpenedTimestamp(HybridTimestamp.of(1000, 1, 0))
                                        .addTimestamps(HybridTimestamp.of(ms, 1, 0))
                                        .addRows(rows)
                                        .addBytes(1)));
    }

    private static ForSegments read(Method method, long collection, long ms, int parts) {
        return update(
                collection,
                SegmentUpdate.newBuilder()
                        .setRead(
                                SegmentRead.newBuilder()
                                        .setTimestamp(HybridTimestamp.of(ms, 0, 0))
                                        .setOffset(collection)
                                        .setMethod(method.number())
                                        .setPart((int) collection - 1)
                                        .setParts(parts)
                                        .setCollectionName("c" + collection)));
    }

    private static ForSegments update(long collection, SegmentUpdate.Builder update) {
        return new ForSegments(collection, update.build().toByteArray());
    }

    private static TestingOperator<WalOutput, WalOutput> view(
            TestingBackend backend, OperatorSubtaskState state, int parallelism, int subtask)
            throws Exception {
        return TestingOperator.open(
                new SegmentView(RESPONSES),
                update -> ((ForSegments) update).collectionId(),
                OUTPUT,
                backend,
                state,
                parallelism,
                subtask);
    }

    /** What joins the view's answers. */
    private static TestingOperator<WalOutput, WalOutput> join(
            TestingBackend backend, OperatorSubtaskState state) throws Exception {
        return TestingOperator.open(
                new AnswerJoin(),
                part -> ((AnswerPart) part).answer().timestamp(),
                OUTPUT,
                backend,
                state,
                1,
                0);
    }

    private static List<Answer> answers(TestingOperator<?, ?> view) {
        return view.drain(RESPONSES).stream().map(Answer.class::cast).toList();
    }
}

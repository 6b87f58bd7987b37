package io.tidemark.operators;

import static io.tidemark.operators.TestingRequests.alone;
import static io.tidemark.operators.TestingRequests.alterSetting;
import static io.tidemark.operators.TestingRequests.changes;
import static io.tidemark.operators.TestingRequests.createCollection;
import static io.tidemark.operators.TestingRequests.dropCollection;
import static io.tidemark.operators.TestingRequests.listNodes;
import static io.tidemark.operators.TestingRequests.registerNode;
import static io.tidemark.operators.TestingRequests.renewNode;
import static io.tidemark.operators.TestingRequests.showCollections;
import static io.tidemark.operators.TestingRequests.tick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.Status;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.life.LifeSigns;
import io.tidemark.operators.type.ValueTypeInfo;
import io.tidemark.proto.ListNodesResponse;
import io.tidemark.proto.ListedNode;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.ProtobufSerializer;
import io.tidemark.request.Request;
import io.tidemark.request.Requests;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.Count;
import io.tidemark.wal.WalOutput.Message;
import java.util.ArrayList;
import java.util.List;
import milvus.proto.msg.Msg;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RootCoordTest {

    private static final OutputTag<WalOutput> WAL =
            new OutputTag<>("wal", ValueTypeInfo.WAL_OUTPUT);

    @Test
    void usageExample() throws Exception {
        try (TestingOperator<Requests, MetaChange> rootCoord = open(TestingBackend.HEAP, null)) {
            rootCoord.take(alone(createCollection(1000, "films", 2)));

            assertThat(rootCoord.drain()).isEqualTo(changes(createCollection(1000, "films", 2)));
            List<WalOutput> wal = rootCoord.drain(WAL);
            assertThat(wal).hasSize(5);
            Message first = (Message) wal.get(0);
            Message second = (Message) wal.get(1);
            assertThat(first.timestamp()).isEqualTo(HybridTimestamp.of(1000, 0, 0));
            assertThat(first.writer()).isZero();
            assertThat(first.part()).isZero();
            assertThat(second.channel()).isGreaterThan(first.channel());
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(Msg.CreateCollectionRequest.parseFrom(first.body()).getCollectionID())
                    .isEqualTo(1_000_000);
            // Cell 20 is [1000, 1050).
            assertThat(wal.subList(2, 4))
                    .containsExactly(
                            new Count(first.channel(), 20, 1), new Count(second.channel(), 20, 1));
            assertThat(Status.parseFrom(((Answer) wal.get(4)).body()).getCode()).isZero();
        }
    }

    @Test
    void aMistakeIsAnsweredAndChangesNothing() throws Exception {
        try (TestingOperator<Requests, MetaChange> rootCoord = open(TestingBackend.HEAP, null)) {
            rootCoord.take(alone(createCollection(1000, "2films", 2)));

            assertThat(rootCoord.drain()).isEmpty();
            List<WalOutput> wal = rootCoord.drain(WAL);
            assertThat(wal).hasSize(1);
            assertThat(Status.parseFrom(((Answer) wal.get(0)).body()).getCode()).isEqualTo(1100);
        }
    }

    @Test
    void aTickMarksItsCellOnEveryChannelOnce() throws Exception {
        try (TestingOperator<Requests, MetaChange> rootCoord = open(TestingBackend.HEAP, null)) {
            rootCoord.take(alone(tick(1000)));
            rootCoord.take(alone(tick(1049)));
            rootCoord.take(alone(tick(1050)));

            List<WalOutput> expected = new ArrayList<>();
            for (long cell = 20; cell <= 21; cell++) {
                for (int channel = 0; channel < 4; channel++) {
                    expected.add(new Count(channel, cell, 0));
                }
            }
            assertThat(rootCoord.drain(WAL)).isEqualTo(expected);
        }
    }

    @Test
    void watermarksPassAndTheLastOneClosesNothing() throws Exception {
        try (TestingOperator<Requests, MetaChange> rootCoord = open(TestingBackend.HEAP, null)) {
            rootCoord.watermark(1007);
            rootCoord.watermark(Long.MAX_VALUE);

            assertThat(rootCoord.drain()).containsExactly(new Watermark(1007));
            assertThat(rootCoord.drain(WAL)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestingBackend.class)
    void afterARestoreTheWholeTableComesBeforeTheFirstWatermark(TestingBackend backend)
            throws Exception {
        Request[] history = {
            createCollection(1000, "films", 2),
            createCollection(1001, "books", 1),
            dropCollection(1002, "films"),
        };
        try (TestingOperator<Requests, MetaChange> restored =
                open(backend, stateBehind(backend, history))) {
            assertThat(restored.drain()).isEmpty();
            restored.watermark(1002);

            List<Object> announced = restored.drain();
            assertThat(announced.get(announced.size() - 1)).isEqualTo(new Watermark(1002));
            // The same versions, dropped ones too; of one timestamp the collection comes first.
            assertThat(announced.subList(0, announced.size() - 1))
                    .containsExactlyInAnyOrderElementsOf(changes(history));
            assertThat(announced.subList(0, announced.size() - 1))
                    .isSortedAccordingTo(
                            (left, right) ->
                                    Long.compare(
                                            ((MetaChange) left).getTimestamp(),
                                            ((MetaChange) right).getTimestamp()));
            restored.watermark(1003);
            assertThat(restored.drain()).containsExactly(new Watermark(1003));
        }
    }

    @ParameterizedTest
    @EnumSource(TestingBackend.class)
    void afterARestoreTheWholeTableComesBeforeTheFirstChange(TestingBackend backend)
            throws Exception {
        OperatorSubtaskState state = stateBehind(backend, createCollection(1000, "films", 2));
        try (TestingOperator<Requests, MetaChange> restored = open(backend, state)) {
            restored.take(alone(createCollection(1001, "books", 1)));

            assertThat(restored.drain())
                    .isEqualTo(
                            changes(
                                    createCollection(1000, "films", 2),
                                    createCollection(1001, "books", 1)));
        }
    }

    @ParameterizedTest
    @EnumSource(TestingBackend.class)
    void theTableAndTheOrderOfExecutionGoOnAfterARestore(TestingBackend backend) throws Exception {
        OperatorSubtaskState state = stateBehind(backend, createCollection(1000, "films", 2));
        try (TestingOperator<Requests, MetaChange> restored = open(backend, state)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> restored.take(alone(dropCollection(1000, "films"))))
                    .withMessageStartingWith("Invariant 1: expected a request later than ");
            restored.drain();
            // Asking again for what is there succeeds and changes nothing.
            restored.take(alone(createCollection(1001, "films", 2)));

            assertThat(restored.drain()).isEmpty();
            List<WalOutput> wal = restored.drain(WAL);
            assertThat(wal).hasSize(1);
            assertThat(Status.parseFrom(((Answer) wal.get(0)).body()).getCode()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestingBackend.class)
    void aNodeIsLostAtItsTickAlsoAfterARestore(TestingBackend backend) throws Exception {
        OperatorSubtaskState state = stateBehind(backend, registerNode(1000, 1_000));
        try (TestingOperator<Requests, MetaChange> restored = open(backend, state)) {
            // The lease ends at 2,000 ms, in the cell whose tick is the end of 2,049 ms.
            restored.watermark(2_049);

            assertThat(nodes(restored, HybridTimestamp.endOf(2_048)))
                    .containsExactly(HybridTimestamp.of(1000, 0, 0));
            assertThat(nodes(restored, HybridTimestamp.endOf(2_049))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestingBackend.class)
    void proxiesAreToldNothingOfNodes(TestingBackend backend) throws Exception {
        OperatorSubtaskState state;
        try (TestingOperator<Requests, MetaChange> rootCoord = open(backend, null)) {
            rootCoord.take(alone(registerNode(1000, 1_000)));
            rootCoord.take(alone(renewNode(1001, HybridTimestamp.of(1000, 0, 0))));
            assertThat(rootCoord.drain()).isEmpty();
            state = rootCoord.snapshot(1);
        }
        try (TestingOperator<Requests, MetaChange> restored = open(backend, state)) {
            restored.watermark(1_900);
            restored.take(alone(tick(2_060)));
            restored.watermark(2_060);

            assertThat(restored.drain())
                    .containsExactly(new Watermark(1_900), new Watermark(2_060));
        }
    }

    @ParameterizedTest
    @EnumSource(TestingBackend.class)
    void aSettingHoldsFromItsRequestOnAlsoAfterARestore(TestingBackend backend) throws Exception {
        OperatorSubtaskState state =
                stateBehind(
                        backend,
                        createCollection(1000, "films", 2),
                        alterSetting(1001, "proxy.maxShardNum", "1"));
        try (TestingOperator<Requests, MetaChange> restored = open(backend, state)) {
            restored.take(alone(createCollection(1002, "books", 2)));

            List<WalOutput> wal = restored.drain(WAL);
            assertThat(wal).hasSize(1);
            assertThat(Status.parseFrom(((Answer) wal.get(0)).body()).getReason())
                    .isEqualTo("maximum shards's number should be limited to 1");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingBackend.class)
    void aListHasWhatCameAndWentSinceTheOneBeforeAlsoAfterARestore(TestingBackend backend)
            throws Exception {
        OperatorSubtaskState state;
        try (TestingOperator<Requests, MetaChange> rootCoord = open(backend, null)) {
            rootCoord.take(alone(createCollection(1000, "films", 2)));
            assertThat(collections(rootCoord, 1001)).containsExactly("films");
            rootCoord.take(alone(createCollection(1002, "books", 1)));
            assertThat(collections(rootCoord, 1003)).containsExactly("films", "books");
            rootCoord.take(alone(dropCollection(1004, "films")));
            // Past the retention the dropped one's key goes, too.
            rootCoord.watermark(20_000);
            assertThat(collections(rootCoord, 20_001)).containsExactly("books");
            state = rootCoord.snapshot(1);
        }
        try (TestingOperator<Requests, MetaChange> restored = open(backend, state)) {
            restored.take(alone(createCollection(20_002, "maps", 1)));
            assertThat(collections(restored, 20_003)).containsExactly("books", "maps");
        }
    }

    @Test
    void aNodeIsLostByATickAsByAWatermark() throws Exception {
        OperatorSubtaskState byWatermark;
        try (TestingOperator<Requests, MetaChange> rootCoord = open(TestingBackend.HEAP, null)) {
            rootCoord.take(alone(registerNode(1000, 1_000)));
            rootCoord.watermark(2_060);
            byWatermark = rootCoord.snapshot(1);
        }
        try (TestingOperator<Requests, MetaChange> restored =
                        open(TestingBackend.HEAP, byWatermark);
                TestingOperator<Requests, MetaChange> byTick = open(TestingBackend.HEAP, null)) {
            byTick.take(alone(registerNode(1000, 1_000)));
            byTick.take(alone(tick(2_060)));

            for (TestingOperator<Requests, MetaChange> rootCoord : List.of(restored, byTick)) {
                assertThat(nodes(rootCoord, HybridTimestamp.endOf(2_048))).hasSize(1);
                assertThat(nodes(rootCoord, HybridTimestamp.endOf(2_049))).isEmpty();
            }
        }
    }

    /** The ids of the nodes there were at a timestamp. */
    private static List<Long> nodes(TestingOperator<Requests, MetaChange> rootCoord, long timestamp)
            throws Exception {
        rootCoord.drain(WAL);
        rootCoord.take(alone(listNodes(10_000 + HybridTimestamp.physicalMs(timestamp), timestamp)));
        Answer answer = (Answer) rootCoord.drain(WAL).get(0);
        return ListNodesResponse.parseFrom(answer.body()).getNodesList().stream()
                .map(ListedNode::getNodeId)
                .toList();
    }

    private static List<String> collections(
            TestingOperator<Requests, MetaChange> rootCoord, long ms) throws Exception {
        rootCoord.drain(WAL);
        rootCoord.take(alone(showCollections(ms)));
        Answer answer = (Answer) rootCoord.drain(WAL).get(0);
        return ShowCollectionsResponse.parseFrom(answer.body()).getCollectionNamesList();
    }

    private static OperatorSubtaskState stateBehind(TestingBackend backend, Request... history)
            throws Exception {
        try (TestingOperator<Requests, MetaChange> rootCoord = open(backend, null)) {
            for (Request request : history) {
                rootCoord.take(alone(request));
            }
            return rootCoord.snapshot(1);
        }
    }

    private static TestingOperator<Requests, MetaChange> open(
            TestingBackend backend, OperatorSubtaskState state) throws Exception {
        return TestingOperator.open(
                new RootCoord(TestingRequests.SETTINGS, WAL, LifeSigns.NONE),
                request -> RootCoord.KEY,
                new ProtobufSerializer<>(MetaChange.class),
                backend,
                state,
                1,
                0);
    }
}

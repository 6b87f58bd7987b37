package io.tidemark.task;

import static io.tidemark.definition.TestingDefinitions.SETTINGS;
import static io.tidemark.definition.TestingDefinitions.createRequest;
import static io.tidemark.definition.TestingDefinitions.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.InsertRequest;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.meta.HeapMetaStore;
import io.tidemark.meta.MetaTable;
import io.tidemark.meta.TestingMetaStore;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.MetaEntry;
import io.tidemark.proto.ProxyState;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.Refusal;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {

    private static final ClusterSettings TICKED =
            SETTINGS.toBuilder().setTickStepMs(50).setSegmentMaxRows(10).build();

    private final TestingTaskMetrics metrics = new TestingTaskMetrics();
    private final DefinitionTasks definitions =
            new DefinitionTasks(
                    new DdTaskQueue(new MetaTable(new HeapMetaStore()), TICKED, 0),
                    TICKED,
                    metrics);

    @Test
    void usageExample() {
        take(request(Method.CREATE_COLLECTION, at(10), 1, createRequest("films").build()));
        take(request(Method.CREATE_COLLECTION, at(20), 1, createRequest("2films").build()));

        assertThat(metrics.told())
                .containsExactly("executed CREATE_COLLECTION", "refused INVALID_PARAMETER");
    }

    @Test
    void eachDefinitionIsToldOnceByHowItEnded() {
        Refusal refusal = new Refusal(ErrorKind.RATE_LIMIT, "too fast");
        take(new Request(0, 1, at(10), 0, 0, null, Payload.NONE, ReplyTo.NONE, refusal));
        take(new Request(0, 2, at(30), 0, 0, Method.TIME_TICK, Payload.NONE, ReplyTo.NONE, null));
        take(
                new Request(
                        0,
                        3,
                        at(40),
                        0,
                        1,
                        Method.ALLOC_TIMESTAMP,
                        Payload.NONE,
                        ReplyTo.NONE,
                        null));

        assertThat(metrics.told()).containsExactly("refused RATE_LIMIT");
    }

    @Test
    void aDecisionThatFailedIsToldAsOurs() {
        List<String> mistakes = new ArrayList<>();
        TestingMetaStore broken =
                new TestingMetaStore() {
                    @Override
                    public MetaEntry get(String key) {
                        if (!mistakes.isEmpty()) {
                            throw new IllegalStateException(mistakes.remove(0));
                        }
                        return super.get(key);
                    }
                };
        DdTaskQueue queue = new DdTaskQueue(new MetaTable(broken), TICKED, 0);
        mistakes.add("what a mistake of ours looks like");
        new DefinitionTasks(queue, TICKED, metrics)
                .take(
                        request(Method.CREATE_COLLECTION, at(10), 1, createRequest("a").build()),
                        change -> {},
                        output -> {});

        assertThat(metrics.told()).containsExactly("failed CREATE_COLLECTION");
    }

    @Test
    void eachRowTaskIsToldOnceByHowItEnded() throws Exception {
        MetaView meta = new MetaView();
        meta.close(1_000);
        ProxyTasks tasks =
                new ProxyTasks(
                        TICKED,
                        meta,
                        new DmTaskQueue(new NoSpill(), 1 << 20, DmTaskQueue.Kept.NOTHING),
                        ProxyState.getDefaultInstance(),
                        metrics,
                        new QueueWait(() -> 0, waitedMs -> {}),
                        output -> {});
        byte[] nowhere = InsertRequest.newBuilder().setCollectionName("none").build().toByteArray();
        tasks.take(
                List.of(
                        insert(10, nowhere, null),
                        insert(11, new byte[] {1}, new Refusal(ErrorKind.TOO_LARGE, "too large"))));
        assertThat(metrics.told())
                .containsExactly("refused COLLECTION_NOT_FOUND", "refused TOO_LARGE");
    }

    private void take(Request request) {
        definitions.take(request, change -> {}, output -> {});
    }

    private static Request insert(long ms, byte[] payload, Refusal refusal) {
        long timestamp = HybridTimestamp.of(ms, 1, 0);
        return new Request(
                1, ms, timestamp, 1, 1, Method.INSERT, Payload.of(payload), ReplyTo.NONE, refusal);
    }

    private static long at(long ms) {
        return HybridTimestamp.of(ms, 0, 0);
    }

    /** A store nobody needs. */
    private static final class NoSpill implements SpillStore {

        @Override
        public void put(long index, Request request) {
            throw new AssertionError("the budget is large");
        }

        @Override
        public Request get(long index) {
            throw new AssertionError("the budget is large");
        }

        @Override
        public void remove(long index) {
            throw new AssertionError("the budget is large");
        }
    }
}

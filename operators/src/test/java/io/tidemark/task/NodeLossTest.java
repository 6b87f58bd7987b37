package io.tidemark.task;

import static io.tidemark.definition.TestingDefinitions.SETTINGS;
import static io.tidemark.definition.TestingDefinitions.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.Address;
import io.milvus.grpc.ConnectRequest;
import io.milvus.grpc.GetFlushStateRequest;
import io.milvus.grpc.GetFlushStateResponse;
import io.milvus.grpc.MsgBase;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.meta.MetaTable;
import io.tidemark.meta.TestingMetaStore;
import io.tidemark.proto.ChannelTimeTickMsg;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.NodeMeta;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ends of leases and of clients: events on the grid, decided by the log alone. */
class NodeLossTest {

    private final TestingMetaStore store = new TestingMetaStore();
    private final MetaTable table = new MetaTable(store);
    private final DdTaskQueue queue = new DdTaskQueue(table, SETTINGS, 0);
    private final List<MetaChange> told = new ArrayList<>();

    @Test
    void usageExample() {
        take(register(10, "querynode", 1_000));
        queue.advance(HybridTimestamp.endOf(1_048), told::add);
        assertThat(told).isEmpty();
        // The lease ends at 1,010 ms, in the cell whose tick is the end of 1,049 ms.
        queue.advance(HybridTimestamp.endOf(1_049), told::add);

        assertThat(told).extracting(MetaChange::getDropped).containsExactly(true, true);
        assertThat(told)
                .extracting(MetaChange::getTimestamp)
                .containsOnly(HybridTimestamp.endOf(1_049));
        assertThat(told.get(0).getNode().getRole()).isEqualTo("querynode");
        assertThat(table.nodes().list(HybridTimestamp.endOf(1_048)))
                .extracting(NodeMeta::getId)
                .containsExactly(at(10));
        assertThat(table.nodes().list(HybridTimestamp.endOf(1_049))).isEmpty();
        assertThat(queue.lastTimestamp()).isEqualTo(HybridTimestamp.endOf(1_049));
    }

    @Test
    void aRenewalBeforeTheEndKeepsTheNode() {
        take(register(10, "querynode", 1_000));
        take(renew(1_009, at(10)));
        queue.advance(HybridTimestamp.endOf(2_008), told::add);
        assertThat(told).isEmpty();

        queue.advance(HybridTimestamp.endOf(2_049), told::add);
        assertThat(told).hasSize(2);
    }

    @Test
    void aRenewalBehindTheEndIsTooLate() {
        take(register(10, "querynode", 1_000));
        Request late = renew(1_050, at(10));
        queue.advance(late.timestamp(), told::add);

        assertThat(told).hasSize(2);
        assertThat(queue.execute(late).refused()).isTrue();
    }

    @Test
    void eventsComeInTheirOrderAndThoseOfOneTickTogether() {
        take(register(10, "c", 2_000));
        take(register(11, "a", 1_000));
        take(register(12, "b", 1_030));
        queue.advance(HybridTimestamp.endOf(5_000), told::add);

        assertThat(told.stream().filter(MetaChange::hasNode))
                .extracting(change -> change.getNode().getRole())
                .containsExactly("a", "b", "c");
        assertThat(told).isSortedAccordingTo(MetaTable.CHANGE_ORDER);
        assertThat(told.stream().map(MetaChange::getTimestamp).distinct())
                .containsExactly(HybridTimestamp.endOf(1_049), HybridTimestamp.endOf(2_049));
    }

    @Test
    void whatALostNodeReportedGoesWithIt() {
        take(register(10, "proxy", 1_000));
        take(
                request(
                        Method.UPDATE_CHANNEL_TIME_TICK,
                        at(11),
                        0,
                        ChannelTimeTickMsg.newBuilder()
                                .setBase(MsgBase.newBuilder().setSourceID(at(10)))
                                .setDefaultTimestamp(5)
                                .build()));
        queue.advance(HybridTimestamp.endOf(1_100), told::add);
        take(Method.CHECK_HEALTH, 10_000);

        assertThat(told).hasSize(3);
        assertThat(store.content()).isEmpty();
    }

    @Test
    void aClientIsForgottenInItsTime() {
        take(request(Method.CONNECT, at(10), 0, ConnectRequest.getDefaultInstance().toByteArray()));
        long dayMs = 24 * 60 * 60 * 1_000;
        queue.advance(HybridTimestamp.endOf(dayMs), told::add);
        assertThat(told).isEmpty();
        queue.advance(HybridTimestamp.endOf(dayMs + 49), told::add);

        assertThat(told).hasSize(1);
        assertThat(table.clients().count()).isZero();
        assertThat(store.content()).isEmpty();
    }

    @Test
    void aRestoredQueueTakesTheSameEvents() {
        take(register(10, "c", 2_000));
        take(register(11, "a", 1_000));
        take(renew(500, at(11)));
        TestingMetaStore copied = new TestingMetaStore();
        MetaTable copy = new MetaTable(copied);
        table.changes().forEach(copy::apply);
        List<MetaChange> restored = new ArrayList<>();
        new DdTaskQueue(copy, SETTINGS, queue.lastTimestamp())
                .advance(HybridTimestamp.endOf(5_000), restored::add);
        queue.advance(HybridTimestamp.endOf(5_000), told::add);

        assertThat(restored).isEqualTo(told).hasSize(4);
        assertThat(copied.content()).isEqualTo(store.content());
    }

    @Test
    void whoseLeaseHasEndedIsAwaitedByNobody() {
        take(register(10, "datanode", 1_000));
        // Its end at 1,010 ms is an event of the tick behind it.
        assertThat(flushed(1_049)).isFalse();

        assertThat(flushed(1_050)).isTrue();
    }

    private boolean flushed(long ms) {
        Request asked =
                request(
                        Method.GET_FLUSH_STATE,
                        at(ms),
                        0,
                        GetFlushStateRequest.newBuilder().addSegmentIDs(7).build());
        queue.advance(asked.timestamp(), told::add);
        return ((GetFlushStateResponse) queue.execute(asked).decision().response()).getFlushed();
    }

    private void take(Request request) {
        assertThat(queue.execute(request).refused()).isFalse();
    }

    private void take(Method method, long ms) {
        take(new Request(0, ms, at(ms), 0, 0, method, Payload.NONE, ReplyTo.NONE, null));
    }

    private static Request register(long ms, String role, long leaseMs) {
        return request(
                Method.REGISTER_NODE,
                at(ms),
                0,
                RegisterNodeRequest.newBuilder()
                        .setRole(role)
                        .setAddress(Address.newBuilder().setIp("localhost"))
                        .setLeaseMs(leaseMs)
                        .build());
    }

    private static Request renew(long ms, long id) {
        return request(
                Method.REGISTER_NODE,
                at(ms),
                0,
                RegisterNodeRequest.newBuilder().setNodeId(id).build());
    }

    private static long at(long ms) {
        return HybridTimestamp.of(ms, 0, 0);
    }
}

package io.tidemark.simulation;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.Address;
import io.milvus.grpc.MsgBase;
import io.tidemark.meta.HeapMetaStore;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.proto.RegisterNodeResponse;
import io.tidemark.request.Request;
import io.tidemark.task.DdTaskQueue;
import io.tidemark.task.Outcome;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The nodes that registered, kept by the product's own table and lost by its own events. */
final class SimulatedNodes {

    /** What a checkpoint keeps. */
    record State(List<MetaChange> changes, long lastTimestamp) {
        static final State INITIAL = new State(List.of(), 0);
    }

    /** Nodes are told as if they were collections of numbers from here on. */
    static final int FIRST = 1_000;

    static final int COUNT = 3;

    private static final ClusterSettings SETTINGS =
            ClusterSettings.newBuilder()
                    .setTickStepMs(World.TICK_STEP_MS)
                    .setMetaRetentionMs(1_000)
                    .setMaxMessageBytes(1 << 20)
                    .build();

    private final MetaTable table = new MetaTable(new HeapMetaStore());
    private final DdTaskQueue queue;
    private int lost;

    SimulatedNodes(State state) {
        state.changes().forEach(table::apply);
        queue = new DdTaskQueue(table, SETTINGS, state.lastTimestamp());
    }

    static byte[] payload(int node, long token) {
        return RegisterNodeRequest.newBuilder()
                .setBase(MsgBase.newBuilder().setTimestamp(token))
                .setRole("r" + node)
                .setAddress(Address.newBuilder().setIp("localhost"))
                .setLeaseMs(1_000)
                .build()
                .toByteArray();
    }

    State state() {
        return new State(table.changes(), queue.lastTimestamp());
    }

    /** How many leases have ended. */
    int lost() {
        return lost;
    }

    void advance(long until, Consumer<Element.MetaChange> out) {
        queue.advance(
                until,
                change -> {
                    lost += change.hasNode() ? 1 : 0;
                    tell(change, out);
                });
    }

    Element.Reply register(Request request, Consumer<Element.MetaChange> out) {
        Outcome outcome = queue.execute(request);
        outcome.decision().changes().forEach(change -> tell(change, out));
        try {
            RegisterNodeResponse response =
                    RegisterNodeResponse.parseFrom(outcome.decision().response().toByteArray());
            return new Element.Reply(
                    request.partition(),
                    request.offset(),
                    request.timestamp(),
                    request.timestamp()
                            + " node "
                            + response.getNodeId()
                            + " until "
                            + response.getLeaseEndTimestamp(),
                    new TreeMap<>());
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError("a registration is answered with its response", broken);
        }
    }

    private static void tell(MetaChange change, Consumer<Element.MetaChange> out) {
        if (change.hasNode()) {
            int node = Integer.parseInt(change.getNode().getRole().substring(1));
            out.accept(
                    new Element.MetaChange(
                            change.getTimestamp(), FIRST + node, !change.getDropped()));
        }
    }
}

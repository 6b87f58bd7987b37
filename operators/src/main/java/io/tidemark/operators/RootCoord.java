package io.tidemark.operators;

import io.tidemark.life.Component;
import io.tidemark.life.LifeSigns;
import io.tidemark.life.Role;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.Heartbeat;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.MetaEntry;
import io.tidemark.proto.ProtobufTypeInfo;
import io.tidemark.proto.RootCoordState;
import io.tidemark.request.Request;
import io.tidemark.request.Requests;
import io.tidemark.task.DdTaskQueue;
import io.tidemark.task.DefinitionTasks;
import io.tidemark.task.MetaView;
import io.tidemark.wal.WalOutput;
import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * The root coordinator: one key, one task, a fold over {@code definitions}. Meta changes go to the
 * main output, messages, counts and answers to the side output. After a restore it announces its
 * whole table before anything else, since proxies keep no copy in their checkpoints.
 */
public final class RootCoord extends AbstractStreamOperator<MetaChange>
        implements OneInputStreamOperator<Requests, MetaChange> {

    /** The one key. */
    public static final long KEY = 0;

    private static final long serialVersionUID = 1L;

    static final String META = "meta-table";
    static final String STATE = "root-coord";

    private final byte[] settings;
    private final OutputTag<WalOutput> wal;
    private final LifeSigns lifeSigns;

    private transient MetaTable table;
    private transient DdTaskQueue queue;
    private transient DefinitionTasks tasks;
    private transient KeptStates<RootCoordState> kept;
    private transient boolean announced;
    private transient boolean timed;
    private transient Pulse pulse;
    private transient StreamRecord<MetaChange> reusedChange;
    private transient StreamRecord<WalOutput> reusedOutput;

    /**
     * @param wal where messages, counts and answers go
     * @param lifeSigns where it says how it is
     */
    public RootCoord(ClusterSettings settings, OutputTag<WalOutput> wal, LifeSigns lifeSigns) {
        this.settings = settings.toByteArray();
        this.wal = wal;
        this.lifeSigns = lifeSigns;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        setCurrentKey(KEY);
        table =
                new MetaTable(
                        new MapStateMetaStore(
                                context.getKeyedStateStore()
                                        .getMapState(
                                                new MapStateDescriptor<>(
                                                        META,
                                                        Types.STRING,
                                                        new ProtobufTypeInfo<>(MetaEntry.class)))));
        kept = new KeptStates<>(context, STATE, RootCoordState.class, any -> 0);
        ClusterSettings cluster = ClusterSettings.parseFrom(settings);
        queue =
                new DdTaskQueue(
                        table,
                        cluster,
                        kept.of(0, RootCoordState.getDefaultInstance()).getLastTimestamp());
        tasks = new DefinitionTasks(queue, cluster, new FlinkTaskMetrics(getMetricGroup()));
        announced = !context.isRestored();
        reusedChange = new StreamRecord<>(null);
        reusedOutput = new StreamRecord<>(null);
    }

    @Override
    public void open() throws Exception {
        super.open();
        pulse = Pulse.start(lifeSigns, this, () -> List.of(heartbeat()));
    }

    @Override
    public void close() throws Exception {
        if (pulse != null) {
            pulse.close();
        }
        super.close();
    }

    @Override
    public void processElement(StreamRecord<Requests> element) {
        announce();
        for (Request request : element.getValue().all()) {
            tasks.take(
                    request,
                    change -> output.collect(reusedChange.replace(change)),
                    wanted -> output.collect(wal, reusedOutput.replace(wanted)));
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() != Long.MAX_VALUE) {
            announce();
            timed = true;
            setCurrentKey(KEY);
            tasks.close(
                    mark.getTimestamp(), change -> output.collect(reusedChange.replace(change)));
            super.processWatermark(mark);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        kept.update(
                List.of(
                        RootCoordState.newBuilder()
                                .setLastTimestamp(queue.lastTimestamp())
                                .build()));
        super.snapshotState(context);
    }

    private Heartbeat heartbeat() {
        return new Component(Role.ROOT_COORD, 0, 1)
                .says(timed, lifeSigns.intervalMs(), tasks.heartbeat());
    }

    private void announce() {
        if (!announced) {
            announced = true;
            setCurrentKey(KEY);
            table.changes().stream()
                    .filter(MetaView::holds)
                    .forEach(change -> output.collect(reusedChange.replace(change)));
        }
    }
}

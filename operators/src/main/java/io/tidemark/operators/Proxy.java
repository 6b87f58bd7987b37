package io.tidemark.operators;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.life.Component;
import io.tidemark.life.LifeSigns;
import io.tidemark.life.Role;
import io.tidemark.operators.type.ValueTypeInfo;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.Heartbeat;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.OpenSegments;
import io.tidemark.proto.ProtobufTypeInfo;
import io.tidemark.request.Request;
import io.tidemark.task.DmTaskQueue;
import io.tidemark.task.MetaView;
import io.tidemark.task.ProxyTasks;
import io.tidemark.task.QueueWait;
import io.tidemark.task.TaskMetrics;
import io.tidemark.tick.TickGrid;
import io.tidemark.wal.WalOutput;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The proxies: keyed by request partition, with the meta table broadcast to every subtask. The two
 * inputs' watermarks are kept apart: tasks wait for that of meta alone, and what goes on is the
 * minimum of both, when it crosses the tick grid, behind everything at or below it.
 */
public final class Proxy extends AbstractStreamOperator<WalOutput>
        implements TwoInputStreamOperator<Request, MetaChange, WalOutput> {

    private static final long serialVersionUID = 1L;

    static final String QUEUE = "task-queue";
    static final String QUEUE_HEAD = "task-queue-head";
    static final String QUEUE_TAIL = "task-queue-tail";
    static final String SEGMENTS = "open-segments";

    private final byte[] settings;
    private final EvenKeys keys;
    private final long queueBudgetBytes;
    private final LifeSigns lifeSigns;

    private transient TickGrid grid;
    private transient MetaView meta;
    private transient ProxyTasks[] byPartition;
    private transient List<ProxyTasks> owned;
    private transient long requestsMs;
    private transient long forwardedMs;
    private transient MapState<Long, Request> queueState;
    private transient ValueState<Long> queueHead;
    private transient ValueState<Long> queueTail;
    private transient ValueState<OpenSegments> segmentState;
    private transient StreamRecord<WalOutput> reused;
    private transient Pulse pulse;

    /**
     * @param keys the keys of the request partitions, by index
     * @param queueBudgetBytes what the queue of one partition may hold on the heap
     * @param lifeSigns where each proxy, that is each partition, says how it is
     */
    public Proxy(
            ClusterSettings settings, EvenKeys keys, long queueBudgetBytes, LifeSigns lifeSigns) {
        this.settings = settings.toByteArray();
        this.keys = keys;
        this.queueBudgetBytes = queueBudgetBytes;
        this.lifeSigns = lifeSigns;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        queueState =
                context.getKeyedStateStore()
                        .getMapState(
                                new MapStateDescriptor<>(QUEUE, Types.LONG, ValueTypeInfo.REQUEST));
        queueHead = state(context, QUEUE_HEAD);
        queueTail = state(context, QUEUE_TAIL);
        segmentState =
                context.getKeyedStateStore()
                        .getState(
                                new ValueStateDescriptor<>(
                                        SEGMENTS, new ProtobufTypeInfo<>(OpenSegments.class)));
        ClusterSettings cluster = ClusterSettings.parseFrom(settings);
        grid = new TickGrid(cluster.getTickStepMs());
        meta = new MetaView();
        requestsMs = Long.MIN_VALUE;
        forwardedMs = Long.MIN_VALUE;
        reused = new StreamRecord<>(null);
        TaskMetrics metrics = new FlinkTaskMetrics(getMetricGroup());
        byPartition = new ProxyTasks[keys.count()];
        owned = new ArrayList<>();
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        int parallelism = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        for (int partition = 0; partition < keys.count(); partition++) {
            if (keys.belongsTo(partition, subtask, parallelism)) {
                setCurrentKey(keys.key(partition));
                byPartition[partition] = restore(partition, cluster, metrics);
                owned.add(byPartition[partition]);
            }
        }
        TimeMetrics.register(getMetricGroup(), () -> requestsMs, meta::closedMs);
    }

    @Override
    public void open() throws Exception {
        super.open();
        pulse = Pulse.start(lifeSigns, this, this::heartbeats);
    }

    @Override
    public void close() throws Exception {
        if (pulse != null) {
            pulse.close();
        }
        super.close();
    }

    /**
     * Tasks live on the heap: a key is set where state is read or written, not for each request.
     */
    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public void setKeyContextElement1(StreamRecord record) {
        // No state is touched while an element is taken but through a queue, which sets its key.
    }

    @Override
    public void processElement1(StreamRecord<Request> element) throws Exception {
        Request request = element.getValue();
        if (!request.refused() && HybridTimestamp.physicalMs(request.timestamp()) <= requestsMs) {
            throw new IllegalStateException(
                    "request "
                            + HybridTimestamp.format(request.timestamp())
                            + " came behind the watermark "
                            + requestsMs
                            + " of its own source");
        }
        byPartition[request.partition() - 1].take(request);
    }

    @Override
    public void processElement2(StreamRecord<MetaChange> element) {
        MetaChange change = element.getValue();
        meta.apply(change);
        if (change.hasFlush() && !change.getDropped()) {
            long flushed = change.getFlush().getCollectionId();
            owned.forEach(tasks -> tasks.flushAt(change.getTimestamp(), flushed));
        }
    }

    @Override
    public void processWatermark1(Watermark mark) {
        if (mark.getTimestamp() != Long.MAX_VALUE) {
            requestsMs = mark.getTimestamp();
            forward();
        }
    }

    @Override
    public void processWatermark2(Watermark mark) throws Exception {
        if (mark.getTimestamp() != Long.MAX_VALUE) {
            meta.close(mark.getTimestamp());
            for (ProxyTasks tasks : owned) {
                tasks.advance();
            }
            forward();
        }
    }

    /** A drained job's last counts: what is sent behind the end of data reaches nobody. */
    @Override
    public void finish() throws Exception {
        owned.forEach(ProxyTasks::drain);
        super.finish();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        owned.forEach(ProxyTasks::drain);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        for (int partition = 0; partition < byPartition.length; partition++) {
            ProxyTasks tasks = byPartition[partition];
            if (tasks != null) {
                setCurrentKey(keys.key(partition));
                DmTaskQueue.Bounds bounds = tasks.queue().checkpoint();
                queueHead.update(bounds.head());
                queueTail.update(bounds.tail());
                segmentState.update(tasks.snapshotSegments());
            }
        }
        super.snapshotState(context);
    }

    /** Tells downstream that the grid cells below both inputs' time are decided. */
    private void forward() {
        long closedMs = grid.closedMs(Math.min(requestsMs, meta.closedMs()));
        if (closedMs <= forwardedMs) {
            return;
        }
        forwardedMs = closedMs;
        owned.forEach(tasks -> tasks.close(closedMs));
        owned.forEach(ProxyTasks::drain);
        meta.forget(closedMs, dropped -> owned.forEach(tasks -> tasks.forget(dropped)));
        output.emitWatermark(new Watermark(closedMs));
    }

    private List<Heartbeat> heartbeats() {
        List<Heartbeat> all = new ArrayList<>();
        boolean ready = Math.min(requestsMs, meta.closedMs()) != Long.MIN_VALUE;
        for (int partition = 0; partition < byPartition.length; partition++) {
            ProxyTasks tasks = byPartition[partition];
            if (tasks != null) {
                all.add(
                        new Component(Role.PROXY, partition, byPartition.length)
                                .says(ready, lifeSigns.intervalMs(), tasks.heartbeat()));
            }
        }
        return all;
    }

    private ProxyTasks restore(int partition, ClusterSettings cluster, TaskMetrics metrics)
            throws Exception {
        long key = keys.key(partition);
        Long head = queueHead.value();
        Long tail = queueTail.value();
        DmTaskQueue.Bounds bounds =
                head == null ? DmTaskQueue.Bounds.EMPTY : new DmTaskQueue.Bounds(head, tail);
        OpenSegments open = segmentState.value();
        DmTaskQueue queue =
                new DmTaskQueue(
                        new KeyedSpillStore(queueState, () -> setCurrentKey(key)),
                        queueBudgetBytes,
                        bounds);
        QueueMetrics.register(getMetricGroup(), partition, queue);
        return new ProxyTasks(
                cluster,
                meta,
                queue,
                open == null ? OpenSegments.getDefaultInstance() : open,
                metrics,
                new QueueWait(
                        getProcessingTimeService()::getCurrentProcessingTime,
                        QueueMetrics.waits(getMetricGroup(), partition)),
                wanted -> output.collect(reused.replace(wanted)));
    }

    private static ValueState<Long> state(StateInitializationContext context, String name)
            throws Exception {
        return context.getKeyedStateStore().getState(new ValueStateDescriptor<>(name, Types.LONG));
    }
}

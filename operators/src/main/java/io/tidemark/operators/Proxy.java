package io.tidemark.operators;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.life.Component;
import io.tidemark.life.LifeSigns;
import io.tidemark.life.Role;
import io.tidemark.operators.type.ValueTypeInfo;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.Heartbeat;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.ProxyState;
import io.tidemark.request.Request;
import io.tidemark.request.Requests;
import io.tidemark.task.DmTaskQueue;
import io.tidemark.task.MetaView;
import io.tidemark.task.ProxyTasks;
import io.tidemark.task.QueueWait;
import io.tidemark.task.TaskMetrics;
import io.tidemark.tick.TickGrid;
import io.tidemark.wal.WalOutput;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
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
        implements TwoInputStreamOperator<Requests, MetaChange, WalOutput> {

    private static final long serialVersionUID = 1L;

    static final String PROXIES = "proxies";
    static final String WAITING = "waiting-tasks";

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
    private transient KeptStates<ProxyState> kept;
    private transient ListState<Request> waiting;
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
        kept = new KeptStates<>(context, PROXIES, ProxyState.class, ProxyState::getPartition);
        waiting =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(WAITING, ValueTypeInfo.REQUEST));
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
                byPartition[partition] =
                        restore(partition, cluster, metrics, context.getKeyedStateStore());
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

    /** Tasks live on the heap: a key is set where a queue spills, not for each request. */
    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public void setKeyContextElement1(StreamRecord record) {
        // No state is touched while an element is taken but through a queue, which sets its key.
    }

    @Override
    public void processElement1(StreamRecord<Requests> element) throws Exception {
        Requests requests = element.getValue();
        for (Request request : requests.all()) {
            if (!request.refused()
                    && HybridTimestamp.physicalMs(request.timestamp()) <= requestsMs) {
                throw new IllegalStateException(
                        "request "
                                + HybridTimestamp.format(request.timestamp())
                                + " came behind the watermark "
                                + requestsMs
                                + " of its own source");
            }
        }
        byPartition[requests.partition() - 1].take(requests.all());
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
        List<ProxyState> states = new ArrayList<>();
        List<Request> tasks = new ArrayList<>();
        for (int partition = 0; partition < byPartition.length; partition++) {
            if (byPartition[partition] != null) {
                DmTaskQueue.Kept queue = byPartition[partition].queue().checkpoint();
                tasks.addAll(queue.tasks());
                states.add(
                        ProxyState.newBuilder()
                                .setPartition(partition)
                                .setHead(queue.head())
                                .setTail(queue.tail())
                                .setSegments(byPartition[partition].snapshotSegments())
                                .build());
            }
        }
        kept.update(states);
        waiting.update(tasks);
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

    private ProxyTasks restore(
            int partition, ClusterSettings cluster, TaskMetrics metrics, KeyedStateStore keyed)
            throws Exception {
        ProxyState before = kept.of(partition, ProxyState.getDefaultInstance());
        long key = keys.key(partition);
        DmTaskQueue queue =
                new DmTaskQueue(
                        new KeyedSpillStore(keyed, () -> setCurrentKey(key)),
                        queueBudgetBytes,
                        new DmTaskQueue.Kept(
                                before.getHead(), before.getTail(), waitingIn(partition)));
        QueueMetrics.register(getMetricGroup(), partition, queue);
        return new ProxyTasks(
                cluster,
                meta,
                queue,
                before.getSegments(),
                metrics,
                new QueueWait(
                        getProcessingTimeService()::getCurrentProcessingTime,
                        QueueMetrics.waits(getMetricGroup(), partition)),
                wanted -> output.collect(reused.replace(wanted)));
    }

    /** A subtask before kept all tasks of a partition, in their order. */
    private List<Request> waitingIn(int partition) throws Exception {
        List<Request> tasks = new ArrayList<>();
        for (Request request : waiting.get()) {
            if (request.partition() - 1 == partition) {
                tasks.add(request);
            }
        }
        return tasks;
    }
}

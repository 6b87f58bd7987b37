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
import io.tidemark.tick.DefinitionTicks;
import io.tidemark.tick.TickGrid;
import io.tidemark.wal.WalOutput;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The proxies: each is a partition of requests, which its subtask reads itself, with the meta table
 * broadcast to every subtask. The times of both are kept apart: tasks wait for that of meta alone,
 * and what goes on is the minimum of both, when it crosses the tick grid, behind everything at or
 * below it. While tasks wait, a subtask asks for meta's time by ticks of {@code definitions}.
 */
public final class Proxy extends AbstractStreamOperator<WalOutput>
        implements OneInputStreamOperator<MetaChange, WalOutput>,
                BoundedOneInput,
                EmbeddedSource.Receiver<Requests> {

    private static final long serialVersionUID = 1L;

    static final String PROXIES = "proxies";
    static final String WAITING = "waiting-tasks";

    private final transient ClusterSettings settings;
    private final transient EvenKeys keys;
    private final transient long queueBudgetBytes;
    private final transient LifeSigns lifeSigns;
    private final transient DefinitionTicks definitionTicks;
    private final transient long untilMs;
    private final transient EmbeddedSource<Requests> source;

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
    private transient TickAsker asker;

    Proxy(StreamOperatorParameters<WalOutput> parameters, ProxyFactory factory) {
        super(parameters);
        this.settings = factory.settings();
        this.keys = factory.keys();
        this.queueBudgetBytes = factory.queueBudgetBytes();
        this.lifeSigns = factory.lifeSigns();
        this.definitionTicks = factory.definitionTicks();
        this.untilMs = factory.untilMs();
        this.source = factory.requests(parameters, this);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        source.initializeState(context);
        kept = new KeptStates<>(context, PROXIES, ProxyState.class, ProxyState::getPartition);
        waiting =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(WAITING, ValueTypeInfo.REQUEST));
        grid = new TickGrid(settings.getTickStepMs());
        meta = new MetaView();
        forwardedMs = Long.MIN_VALUE;
        reused = new StreamRecord<>(null);
        TaskMetrics metrics = new FlinkTaskMetrics(getMetricGroup());
        byPartition = new ProxyTasks[keys.count()];
        owned = new ArrayList<>();
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        int parallelism = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        for (int partition = 0; partition < keys.count(); partition++) {
            if (keys.belongsTo(partition, subtask, parallelism)) {
                byPartition[partition] = restore(partition, metrics, context.getKeyedStateStore());
                owned.add(byPartition[partition]);
            }
        }
        // Who owns no partition waits for no request.
        requestsMs = owned.isEmpty() ? Long.MAX_VALUE : Long.MIN_VALUE;
        TimeMetrics.register(
                getMetricGroup(),
                () -> owned.isEmpty() ? meta.closedMs() : requestsMs,
                meta::closedMs);
    }

    @Override
    public void open() throws Exception {
        super.open();
        asker = TickAsker.open(definitionTicks, this, this::waits);
        source.open();
        pulse = Pulse.start(lifeSigns, this, this::heartbeats);
    }

    @Override
    public void close() throws Exception {
        if (pulse != null) {
            pulse.close();
        }
        if (asker != null) {
            asker.close();
        }
        try {
            source.close();
        } finally {
            super.close();
        }
    }

    /** State is touched by the key of a queue that spills, never by that of an element. */
    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public void setKeyContextElement1(StreamRecord record) {
        // Meta has no key, and a queue sets its own.
    }

    @Override
    public void take(Requests requests) throws Exception {
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
        asker.came(requests.logMs());
    }

    @Override
    public void time(Watermark mark) {
        if (!owned.isEmpty()) {
            requestsMs = mark.getTimestamp();
            forward();
        }
    }

    @Override
    public void processElement(StreamRecord<MetaChange> element) {
        MetaChange change = element.getValue();
        meta.apply(change);
        if (change.hasFlush() && !change.getDropped()) {
            long flushed = change.getFlush().getCollectionId();
            owned.forEach(tasks -> tasks.flushAt(change.getTimestamp(), flushed));
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() != Long.MAX_VALUE) {
            meta.close(mark.getTimestamp());
            for (ProxyTasks tasks : owned) {
                tasks.advance();
            }
            forward();
            asker.advanced(meta.closedMs());
        }
    }

    /**
     * Meta has said its last word. Where that is the time up to which the job reads, the requests
     * of that time are still to come; a job that is drained before reads nothing more.
     */
    @Override
    public void endInput() throws InterruptedException {
        if (meta.closedMs() >= untilMs) {
            source.readToTheEnd();
        }
        source.stop();
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

    /** A job that stops with a savepoint reads nothing behind it, or it would write that twice. */
    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpointId,
            long timestamp,
            CheckpointOptions options,
            CheckpointStreamFactory factory)
            throws Exception {
        if (options.getCheckpointType() instanceof SavepointType savepoint
                && savepoint.isSynchronous()) {
            source.stop();
        }
        return super.snapshotState(checkpointId, timestamp, options, factory);
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
                        byPartition[partition]
                                .snapshot()
                                .setPartition(partition)
                                .setHead(queue.head())
                                .setTail(queue.tail())
                                .build());
            }
        }
        kept.update(states);
        waiting.update(tasks);
        source.snapshotState(context);
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

    private boolean waits() {
        for (ProxyTasks tasks : owned) {
            if (!tasks.queue().isEmpty()) {
                return true;
            }
        }
        return false;
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

    private ProxyTasks restore(int partition, TaskMetrics metrics, KeyedStateStore keyed)
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
                settings,
                meta,
                queue,
                before,
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

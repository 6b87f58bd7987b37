package io.tidemark.operators;

import io.tidemark.life.LifeSigns;
import io.tidemark.operators.type.ValueTypeInfo;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.Request;
import io.tidemark.request.Requests;
import io.tidemark.tick.DefinitionTicks;
import io.tidemark.wal.TestingPacks;
import io.tidemark.wal.WalOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.state.CheckpointStorageLocationReference;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** One subtask of the proxies, with both its ends in the test's hand. */
final class TestingProxy implements AutoCloseable {

    static final int MAX_PARALLELISM = 128;

    private final KeyedOneInputStreamOperatorTestHarness<Long, MetaChange, WalOutput> harness;
    private final TestingSource source;
    private final List<WalOutput.ForSegments> told = new ArrayList<>();

    private TestingProxy(
            KeyedOneInputStreamOperatorTestHarness<Long, MetaChange, WalOutput> harness,
            TestingSource source) {
        this.harness = harness;
        this.source = source;
    }

    static TestingProxy open(TestingBackend backend, long budgetBytes) throws Exception {
        return restore(backend, budgetBytes, null, 1, 0, 1);
    }

    /** The only subtask, on the heap, that says how it is. */
    static TestingProxy open(LifeSigns lifeSigns) throws Exception {
        return open(lifeSigns, DefinitionTicks.NONE, Long.MAX_VALUE);
    }

    /** The only subtask, on the heap, of a job that reads up to a time. */
    static TestingProxy until(long ms) throws Exception {
        return open(LifeSigns.NONE, DefinitionTicks.NONE, ms);
    }

    /** The only subtask, on the heap, that asks for time. */
    static TestingProxy open(DefinitionTicks ticks) throws Exception {
        return open(LifeSigns.NONE, ticks, Long.MAX_VALUE);
    }

    private static TestingProxy open(LifeSigns lifeSigns, DefinitionTicks ticks, long untilMs)
            throws Exception {
        return restore(TestingBackend.HEAP, 1 << 20, null, 1, 0, 1, lifeSigns, ticks, untilMs);
    }

    /**
     * @param state of one task before; null for a new job
     */
    static TestingProxy restore(
            TestingBackend backend,
            long budgetBytes,
            OperatorSubtaskState state,
            int parallelismBefore,
            int subtask,
            int parallelism)
            throws Exception {
        return restore(
                backend,
                budgetBytes,
                state,
                parallelismBefore,
                subtask,
                parallelism,
                LifeSigns.NONE,
                DefinitionTicks.NONE,
                Long.MAX_VALUE);
    }

    private static TestingProxy restore(
            TestingBackend backend,
            long budgetBytes,
            OperatorSubtaskState state,
            int parallelismBefore,
            int subtask,
            int parallelism,
            LifeSigns lifeSigns,
            DefinitionTicks ticks,
            long untilMs)
            throws Exception {
        EvenKeys keys =
                new EvenKeys(TestingRequests.SETTINGS.getRequestPartitions(), MAX_PARALLELISM);
        TestingSource source = new TestingSource();
        KeyedOneInputStreamOperatorTestHarness<Long, MetaChange, WalOutput> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new ProxyFactory(
                                TestingRequests.SETTINGS,
                                keys,
                                budgetBytes,
                                lifeSigns,
                                ticks,
                                source,
                                WatermarkStrategy.noWatermarks(),
                                untilMs),
                        change -> RootCoord.KEY,
                        Types.LONG,
                        MAX_PARALLELISM,
                        parallelism,
                        subtask);
        harness.setStateBackend(backend.create());
        harness.setup(ValueTypeInfo.WAL_OUTPUT.createSerializer(new SerializerConfigImpl()));
        if (state != null) {
            harness.initializeState(
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            state, MAX_PARALLELISM, parallelismBefore, parallelism, subtask));
        }
        harness.open();
        return new TestingProxy(harness, source);
    }

    void take(Request request) throws Exception {
        read(output -> output.collect(TestingRequests.alone(request)));
    }

    void take(List<MetaChange> changes) throws Exception {
        for (MetaChange change : changes) {
            harness.processElement(new StreamRecord<>(change));
        }
    }

    void requestsClose(long ms) throws Exception {
        read(output -> output.emitWatermark(new Watermark(ms)));
    }

    private void read(Consumer<ReaderOutput<Requests>> poll) throws Exception {
        source.poll(poll);
        runMails();
    }

    TestingSource source() {
        return source;
    }

    boolean hasMail() {
        return harness.getTaskMailbox().hasMail();
    }

    void runMail() throws Exception {
        harness.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
    }

    void runMails() throws Exception {
        while (hasMail()) {
            runMail();
        }
    }

    /** Something that the task itself is to do. */
    void mailToTask(Runnable mail) {
        harness.getTaskMailbox().put(new Mail(mail::run, TaskMailbox.MIN_PRIORITY, "a test's"));
    }

    /** The root coordinator has ended. */
    void endMeta() throws Exception {
        harness.endInput();
    }

    void metaCloses(long ms) throws Exception {
        harness.processWatermark(ms);
    }

    /** Moves the machine's clock, and with it what waits for it. */
    void machineClock(long ms) throws Exception {
        harness.setProcessingTime(ms);
    }

    /** A barrier, as a task takes it. */
    OperatorSubtaskState snapshot() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        return harness.snapshot(1, 1);
    }

    /** A barrier of that kind. */
    void snapshot(SnapshotType type) throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        harness.getOneInputOperator()
                .snapshotState(
                        1,
                        1,
                        CheckpointOptions.alignedNoTimeout(
                                type, CheckpointStorageLocationReference.getDefault()),
                        new MemCheckpointStreamFactory(1 << 20));
    }

    /**
     * Takes what came out since the last call: outputs but those for the view of segments, messages
     * each by itself, and watermarks as they are.
     */
    List<Object> drain() {
        List<Object> drained = new ArrayList<>();
        for (Object element = harness.getOutput().poll();
                element != null;
                element = harness.getOutput().poll()) {
            Object output =
                    element instanceof StreamRecord<?> streamed ? streamed.getValue() : element;
            if (output instanceof WalOutput.ForSegments update) {
                told.add(update);
            } else if (output instanceof WalOutput wanted) {
                drained.addAll(TestingPacks.unpack(wanted));
            } else {
                drained.add(output);
            }
        }
        return drained;
    }

    /** What the view of segments was told, as far as it was drained. */
    List<WalOutput.ForSegments> told() {
        return told;
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception failed) {
            throw new IllegalStateException("the harness does not close", failed);
        }
    }
}

package io.tidemark.operators;

import io.tidemark.life.LifeSigns;
import io.tidemark.operators.type.ValueTypeInfo;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.Request;
import io.tidemark.request.Requests;
import io.tidemark.wal.TestingPacks;
import io.tidemark.wal.WalOutput;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** One subtask of the proxies, with both its inputs in the test's hand. */
final class TestingProxy implements AutoCloseable {

    static final int MAX_PARALLELISM = 128;

    private final KeyedTwoInputStreamOperatorTestHarness<Long, Requests, MetaChange, WalOutput>
            harness;

    private final List<WalOutput.ForSegments> told = new ArrayList<>();

    private TestingProxy(
            KeyedTwoInputStreamOperatorTestHarness<Long, Requests, MetaChange, WalOutput> harness) {
        this.harness = harness;
    }

    static TestingProxy open(TestingBackend backend, long budgetBytes) throws Exception {
        return restore(backend, budgetBytes, null, 1, 0, 1);
    }

    /** The only subtask, on the heap, that says how it is. */
    static TestingProxy open(LifeSigns lifeSigns) throws Exception {
        return restore(TestingBackend.HEAP, 1 << 20, null, 1, 0, 1, lifeSigns);
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
                LifeSigns.NONE);
    }

    private static TestingProxy restore(
            TestingBackend backend,
            long budgetBytes,
            OperatorSubtaskState state,
            int parallelismBefore,
            int subtask,
            int parallelism,
            LifeSigns lifeSigns)
            throws Exception {
        EvenKeys keys =
                new EvenKeys(TestingRequests.SETTINGS.getRequestPartitions(), MAX_PARALLELISM);
        KeyedTwoInputStreamOperatorTestHarness<Long, Requests, MetaChange, WalOutput> harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new Proxy(TestingRequests.SETTINGS, keys, budgetBytes, lifeSigns),
                        together -> keys.key(together.partition() - 1),
                        null,
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
        return new TestingProxy(harness);
    }

    void take(Request request) throws Exception {
        harness.processElement1(new StreamRecord<>(TestingRequests.alone(request)));
    }

    void take(List<MetaChange> changes) throws Exception {
        for (MetaChange change : changes) {
            harness.processElement2(new StreamRecord<>(change));
        }
    }

    void requestsClose(long ms) throws Exception {
        harness.processWatermark1(new Watermark(ms));
    }

    void metaCloses(long ms) throws Exception {
        harness.processWatermark2(new Watermark(ms));
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

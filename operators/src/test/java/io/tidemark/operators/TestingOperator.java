package io.tidemark.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * One subtask of an operator with keys and one input, and what it says.
 *
 * @param <I> what it takes
 * @param <O> what it says on its main output
 */
record TestingOperator<I, O>(KeyedOneInputStreamOperatorTestHarness<Long, I, O> harness)
        implements AutoCloseable {

    static final int MAX_PARALLELISM = 128;

    /** The only subtask of a job without state. */
    static <I, O> TestingOperator<I, O> open(
            OneInputStreamOperator<I, O> operator,
            KeySelector<I, Long> key,
            TypeSerializer<O> output,
            TestingBackend backend)
            throws Exception {
        return open(operator, key, output, backend, null, 1, 0);
    }

    /**
     * A subtask of a job that goes on.
     *
     * @param state of a job with one subtask; null for none
     */
    static <I, O> TestingOperator<I, O> open(
            OneInputStreamOperator<I, O> operator,
            KeySelector<I, Long> key,
            TypeSerializer<O> output,
            TestingBackend backend,
            OperatorSubtaskState state,
            int parallelism,
            int subtask)
            throws Exception {
        KeyedOneInputStreamOperatorTestHarness<Long, I, O> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        operator, key, Types.LONG, MAX_PARALLELISM, parallelism, subtask);
        harness.setStateBackend(backend.create());
        harness.setup(output);
        if (state != null) {
            harness.initializeState(
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            state, MAX_PARALLELISM, 1, parallelism, subtask));
        }
        harness.open();
        return new TestingOperator<>(harness);
    }

    void take(I element) throws Exception {
        harness.processElement(new StreamRecord<>(element));
    }

    void watermark(long ms) throws Exception {
        harness.processWatermark(new Watermark(ms));
    }

    /** What its main output got since the last call: values and watermarks. */
    List<Object> drain() {
        List<Object> drained = new ArrayList<>();
        Queue<Object> output = harness.getOutput();
        for (Object next = output.poll(); next != null; next = output.poll()) {
            drained.add(next instanceof StreamRecord<?> wanted ? wanted.getValue() : next);
        }
        return drained;
    }

    /** What a side output got since the last call. */
    <T> List<T> drain(OutputTag<T> tag) {
        List<T> drained = new ArrayList<>();
        Queue<StreamRecord<T>> output = harness.getSideOutput(tag);
        while (output != null && !output.isEmpty()) {
            drained.add(output.remove().getValue());
        }
        return drained;
    }

    OperatorSubtaskState snapshot(long checkpoint) throws Exception {
        return harness.snapshot(checkpoint, checkpoint);
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

package io.tidemark.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.life.LifeSigns;
import io.tidemark.operators.type.ValueTypeInfo;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Count;
import io.tidemark.wal.WalOutput.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TickWriterTest {

    private static final int MAX_PARALLELISM = 128;
    private static final int CHANNELS = 4;
    private static final long STEP_MS = 50;
    private static final EvenKeys KEYS = new EvenKeys(CHANNELS, MAX_PARALLELISM);

    /** Ends of the cells 20, 21, 22: the last timestamps of the milliseconds 1049, 1099, 1149. */
    private static final long TICK_20 = HybridTimestamp.of(1050, 0, 0) - 1;

    private static final long TICK_21 = HybridTimestamp.of(1100, 0, 0) - 1;
    private static final long TICK_22 = HybridTimestamp.of(1150, 0, 0) - 1;

    @Test
    void usageExample() throws Exception {
        try (TestingTickWriter writer = open(TestingBackend.HEAP)) {
            writer.take(new Count(2, 20, 3));
            writer.take(new Count(2, 21, 1));
            writer.take(new Count(2, 20, 4));
            writer.watermark(1048);
            assertThat(writer.drain()).containsExactly(new Watermark(1048));

            writer.watermark(1049);
            assertThat(writer.drain())
                    .containsExactly(new Tick(2, TICK_20, 0, 7), new Watermark(1049));
            writer.watermark(1099);
            assertThat(writer.drain())
                    .containsExactly(new Tick(2, TICK_21, TICK_20, 1), new Watermark(1099));
        }
    }

    @Test
    void aCellWithoutMessagesTicksOnlyWhereItIsMarked() throws Exception {
        try (TestingTickWriter writer = open(TestingBackend.HEAP)) {
            writer.take(new Count(0, 20, 0));
            writer.take(new Count(1, 22, 0));
            writer.watermark(1149);

            assertThat(writer.drain())
                    .containsExactly(
                            new Tick(0, TICK_20, 0, 0),
                            new Tick(1, TICK_22, 0, 0),
                            new Watermark(1149));
        }
    }

    @Test
    void aCountBehindItsTickStopsTheJob() throws Exception {
        try (TestingTickWriter writer = open(TestingBackend.HEAP)) {
            writer.take(new Count(0, 20, 1));
            writer.watermark(1049);

            assertThatIllegalStateException()
                    .isThrownBy(() -> writer.take(new Count(0, 20, 1)))
                    .withMessage(
                            "W1: a count for cell 20 of channel 0 arrived behind tick " + TICK_20);
        }
    }

    @Test
    void theLastWatermarkWritesNothing() throws Exception {
        try (TestingTickWriter writer = open(TestingBackend.HEAP)) {
            writer.take(new Count(0, 20, 1));
            writer.watermark(Long.MAX_VALUE);

            assertThat(writer.drain()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestingBackend.class)
    void aRestoreRepeatsNoTickAndNamesTheOneBefore(TestingBackend backend) throws Exception {
        OperatorSubtaskState state;
        try (TestingTickWriter writer = open(backend)) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                writer.take(new Count(channel, 20, 1 + channel));
                writer.take(new Count(channel, 21, 10));
            }
            writer.watermark(1049);
            state = writer.harness.snapshot(1, 1);
        }
        for (int parallelism = 1; parallelism <= CHANNELS; parallelism++) {
            List<Object> ticks = new ArrayList<>();
            for (int subtask = 0; subtask < parallelism; subtask++) {
                try (TestingTickWriter writer = restore(backend, state, parallelism, subtask)) {
                    // The watermark comes anew from its beginning: it is no state.
                    writer.watermark(1049);
                    for (int channel = 0; channel < CHANNELS; channel++) {
                        if (KEYS.belongsTo(channel, subtask, parallelism)) {
                            writer.take(new Count(channel, 21, channel));
                        }
                    }
                    writer.watermark(1099);
                    ticks.addAll(writer.drain());
                }
            }
            ticks.removeIf(Watermark.class::isInstance);

            assertThat(ticks)
                    .as("parallelism %d", parallelism)
                    .containsExactlyInAnyOrder(
                            new Tick(0, TICK_21, TICK_20, 10),
                            new Tick(1, TICK_21, TICK_20, 11),
                            new Tick(2, TICK_21, TICK_20, 12),
                            new Tick(3, TICK_21, TICK_20, 13));
        }
    }

    @ParameterizedTest
    @EnumSource(TestingBackend.class)
    void aSnapshotReplacesTheCellsOfTheOneBefore(TestingBackend backend) throws Exception {
        OperatorSubtaskState state;
        try (TestingTickWriter writer = open(backend)) {
            writer.take(new Count(0, 20, 1));
            writer.harness.snapshot(1, 1);
            writer.watermark(1049);
            writer.take(new Count(0, 22, 2));
            state = writer.harness.snapshot(2, 2);
        }
        try (TestingTickWriter writer = restore(backend, state, 1, 0)) {
            writer.watermark(1200);

            assertThat(writer.drain())
                    .containsExactly(new Tick(0, TICK_22, TICK_20, 2), new Watermark(1200));
        }
    }

    private static TestingTickWriter open(TestingBackend backend) throws Exception {
        return restore(backend, null, 1, 0);
    }

    private static TestingTickWriter restore(
            TestingBackend backend, OperatorSubtaskState state, int parallelism, int subtask)
            throws Exception {
        KeyedOneInputStreamOperatorTestHarness<Long, WalOutput, WalOutput> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new TickWriter(KEYS, STEP_MS, LifeSigns.NONE),
                        count -> KEYS.key(((Count) count).channel()),
                        Types.LONG,
                        MAX_PARALLELISM,
                        parallelism,
                        subtask);
        harness.setStateBackend(backend.create());
        harness.setup(ValueTypeInfo.WAL_OUTPUT.createSerializer(new SerializerConfigImpl()));
        if (state != null) {
            harness.initializeState(
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            state, MAX_PARALLELISM, 1, parallelism, subtask));
        }
        harness.open();
        return new TestingTickWriter(harness);
    }

    /** One subtask of the tick writers. */
    private record TestingTickWriter(
            KeyedOneInputStreamOperatorTestHarness<Long, WalOutput, WalOutput> harness)
            implements AutoCloseable {

        void take(Count count) throws Exception {
            harness.processElement(new StreamRecord<>(count));
        }

        void watermark(long ms) throws Exception {
            harness.processWatermark(new Watermark(ms));
        }

        List<Object> drain() {
            List<Object> drained = new ArrayList<>();
            Queue<Object> output = harness.getOutput();
            for (Object next = output.poll(); next != null; next = output.poll()) {
                drained.add(next instanceof StreamRecord<?> wanted ? wanted.getValue() : next);
            }
            return drained;
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
}

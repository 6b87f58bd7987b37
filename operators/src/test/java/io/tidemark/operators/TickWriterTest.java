package io.tidemark.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.life.LifeSigns;
import io.tidemark.operators.type.ValueTypeInfo;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Count;
import io.tidemark.wal.WalOutput.Tick;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TickWriterTest {

    private static final int CHANNELS = 4;
    private static final long STEP_MS = 50;
    private static final EvenKeys KEYS = new EvenKeys(CHANNELS, TestingOperator.MAX_PARALLELISM);

    /** Ends of the cells 20, 21, 22: the last timestamps of the milliseconds 1049, 1099, 1149. */
    private static final long TICK_20 = HybridTimestamp.of(1050, 0, 0) - 1;

    private static final long TICK_21 = HybridTimestamp.of(1100, 0, 0) - 1;
    private static final long TICK_22 = HybridTimestamp.of(1150, 0, 0) - 1;

    @Test
    void usageExample() throws Exception {
        try (TestingOperator<WalOutput, WalOutput> writer = open(TestingBackend.HEAP)) {
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
        try (TestingOperator<WalOutput, WalOutput> writer = open(TestingBackend.HEAP)) {
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
        try (TestingOperator<WalOutput, WalOutput> writer = open(TestingBackend.HEAP)) {
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
        try (TestingOperator<WalOutput, WalOutput> writer = open(TestingBackend.HEAP)) {
            writer.take(new Count(0, 20, 1));
            writer.watermark(Long.MAX_VALUE);

            assertThat(writer.drain()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestingBackend.class)
    void aRestoreRepeatsNoTickAndNamesTheOneBefore(TestingBackend backend) throws Exception {
        OperatorSubtaskState state;
        try (TestingOperator<WalOutput, WalOutput> writer = open(backend)) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                writer.take(new Count(channel, 20, 1 + channel));
                writer.take(new Count(channel, 21, 10));
            }
            writer.watermark(1049);
            state = writer.snapshot(1);
        }
        for (int parallelism = 1; parallelism <= CHANNELS; parallelism++) {
            List<Object> ticks = new ArrayList<>();
            for (int subtask = 0; subtask < parallelism; subtask++) {
                try (TestingOperator<WalOutput, WalOutput> writer =
                        restore(backend, state, parallelism, subtask)) {
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
        try (TestingOperator<WalOutput, WalOutput> writer = open(backend)) {
            writer.take(new Count(0, 20, 1));
            writer.snapshot(1);
            writer.watermark(1049);
            writer.take(new Count(0, 22, 2));
            state = writer.snapshot(2);
        }
        try (TestingOperator<WalOutput, WalOutput> writer = restore(backend, state, 1, 0)) {
            writer.watermark(1200);

            assertThat(writer.drain())
                    .containsExactly(new Tick(0, TICK_22, TICK_20, 2), new Watermark(1200));
        }
    }

    @Test
    void aStateThatLacksAChannelIsRefused() {
        OperatorSubtaskState another = OperatorSubtaskState.builder().build();

        assertThatThrownBy(() -> restore(TestingBackend.HEAP, another, 1, 0))
                .isInstanceOf(SuppressRestartsException.class)
                .hasRootCauseMessage(
                        "the state has no channels of number 0: expected a savepoint or checkpoint"
                                + " of this version of Tidemark. Start without a state, on a log"
                                + " that is whole, or with the version that wrote it");
    }

    private static TestingOperator<WalOutput, WalOutput> open(TestingBackend backend)
            throws Exception {
        return restore(backend, null, 1, 0);
    }

    private static TestingOperator<WalOutput, WalOutput> restore(
            TestingBackend backend, OperatorSubtaskState state, int parallelism, int subtask)
            throws Exception {
        return TestingOperator.open(
                new TickWriter(KEYS, STEP_MS, LifeSigns.NONE),
                count -> KEYS.key(((Count) count).channel()),
                ValueTypeInfo.WAL_OUTPUT.createSerializer(new SerializerConfigImpl()),
                backend,
                state,
                parallelism,
                subtask);
    }
}

package io.tidemark.tick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.wal.WalOutput.Count;
import io.tidemark.wal.WalOutput.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelTicksTest {

    private static final TickGrid GRID = new TickGrid(50);

    private final ChannelTicks channel = new ChannelTicks(2, GRID, 0, Map.of());
    private final List<Tick> ticks = new ArrayList<>();

    @Test
    void usageExample() {
        channel.add(new Count(2, 10, 3));
        channel.add(new Count(2, 10, 4));
        channel.add(new Count(2, 12, 0));

        channel.close(548, ticks::add);
        assertThat(ticks).isEmpty();
        channel.close(549, ticks::add);
        channel.close(700, ticks::add);

        long first = 549L << 18 | 0x3FFFF;
        long second = 649L << 18 | 0x3FFFF;
        assertThat(ticks).containsExactly(new Tick(2, first, 0, 7), new Tick(2, second, first, 0));
        assertThat(channel.lastTick()).isEqualTo(second);
    }

    @Test
    void aCountBehindItsTickIsABrokenPromise() {
        channel.add(new Count(2, 10, 1));
        channel.close(549, ticks::add);

        assertThatThrownBy(() -> channel.add(new Count(2, 10, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("W1");
    }

    @Test
    void theExtremeWatermarksCloseNothing() {
        channel.add(new Count(2, 10, 1));

        channel.close(Long.MAX_VALUE, ticks::add);
        channel.close(Long.MIN_VALUE, ticks::add);

        assertThat(ticks).isEmpty();
        assertThat(GRID.closedMs(0)).isEqualTo(Long.MIN_VALUE);
        assertThat(GRID.closedMs(49)).isEqualTo(49);
        assertThat(GRID.closedMs(50)).isEqualTo(49);
    }

    @Test
    void aTickLiesAtTheLastTimestampOfItsCell() {
        assertThat(GRID.cell(HybridTimestamp.of(549, 255, 1023))).isEqualTo(10);
        assertThat(GRID.tick(10)).isEqualTo(HybridTimestamp.of(549, 255, 1023));
        assertThat(GRID.cell(GRID.tick(10) + 1)).isEqualTo(11);
    }

    @Test
    void countsOfManyMessagesAreToldOnceACellAndChannel() {
        CellCounts counts = new CellCounts(GRID, 4);
        counts.add(3, HybridTimestamp.of(500, 1, 0));
        counts.add(0, HybridTimestamp.of(500, 1, 1));
        counts.add(3, HybridTimestamp.of(549, 1, 0));
        counts.add(3, HybridTimestamp.of(550, 1, 0));
        List<Count> told = new ArrayList<>();

        counts.drain(told::add);
        counts.drain(told::add);

        assertThat(told)
                .containsExactly(new Count(0, 10, 1), new Count(3, 10, 2), new Count(3, 11, 1));
    }
}

package io.tidemark.tick;

import io.tidemark.wal.WalOutput.Count;
import io.tidemark.wal.WalOutput.Tick;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The ticks of one physical channel: counts of its messages a grid cell, summed over all writers,
 * become ticks when the watermark, the minimum over all writers, closes their cells.
 *
 * <ol>
 *   <li>Ticks strictly increase, and each names the one before it.
 *   <li>No count arrives for a cell that is closed: that would be a message behind its tick (W1).
 * </ol>
 */
public final class ChannelTicks {

    private final int channel;
    private final TickGrid grid;
    private final NavigableMap<Long, Long> countByCell;
    private long lastTick;

    /**
     * @param lastTick the newest tick written, 0 for none
     * @param countByCell counts of the open cells
     */
    public ChannelTicks(int channel, TickGrid grid, long lastTick, Map<Long, Long> countByCell) {
        this.channel = channel;
        this.grid = grid;
        this.lastTick = lastTick;
        this.countByCell = new TreeMap<>(countByCell);
    }

    /** Adds what one writer put on this channel within a cell; 0 says only that time passes. */
    public void add(Count count) {
        if (grid.tick(count.cell()) <= lastTick) {
            throw new IllegalStateException(
                    "W1: a count for cell "
                            + count.cell()
                            + " of channel "
                            + channel
                            + " arrived behind tick "
                            + lastTick);
        }
        countByCell.merge(count.cell(), (long) count.messages(), Long::sum);
    }

    /** Closes every cell that ends at or before the watermark. */
    public void close(long watermarkMs, Consumer<Tick> ticks) {
        long closedMs = grid.closedMs(watermarkMs);
        while (!countByCell.isEmpty() && grid.endMs(countByCell.firstKey()) <= closedMs) {
            Map.Entry<Long, Long> cell = countByCell.pollFirstEntry();
            long tick = grid.tick(cell.getKey());
            ticks.accept(new Tick(channel, tick, lastTick, cell.getValue()));
            lastTick = tick;
        }
    }

    /** The newest tick; 0 for none. */
    public long lastTick() {
        return lastTick;
    }

    /** Open cells in order, with their counts. */
    public NavigableMap<Long, Long> openCells() {
        return countByCell;
    }
}

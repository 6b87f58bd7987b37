package io.tidemark.tick;

import io.tidemark.wal.WalOutput.Count;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What one writer put on the channels since it last told: summed here so that the tick writer hears
 * of a cell once, not once a message.
 */
public final class CellCounts {

    private final TickGrid grid;
    private final int channels;
    private final TreeMap<Long, int[]> countsByCell = new TreeMap<>();
    private long newestCell = -1;
    private int[] newestCounts;

    public CellCounts(TickGrid grid, int channels) {
        this.grid = grid;
        this.channels = channels;
    }

    /** Counts one message. */
    public void add(int channel, long timestamp) {
        long cell = grid.cell(timestamp);
        if (cell != newestCell) {
            newestCounts = countsByCell.computeIfAbsent(cell, any -> new int[channels]);
            newestCell = cell;
        }
        newestCounts[channel]++;
    }

    /** Tells everything counted, by cell and channel, and starts anew. */
    public void drain(Consumer<? super Count> out) {
        for (Map.Entry<Long, int[]> entry : countsByCell.entrySet()) {
            int[] counts = entry.getValue();
            for (int channel = 0; channel < channels; channel++) {
                if (counts[channel] > 0) {
                    out.accept(new Count(channel, entry.getKey(), counts[channel]));
                }
            }
        }
        countsByCell.clear();
        newestCell = -1;
        newestCounts = null;
    }
}

package io.tidemark.tick;

import io.tidemark.clock.HybridTimestamp;

/**
 * The grid all channel ticks lie on: cell k covers the physical milliseconds [k · step, (k + 1) ·
 * step), and its tick is the last timestamp of its last millisecond.
 *
 * @param stepMs width of a cell, in milliseconds
 */
public record TickGrid(long stepMs) {

    public TickGrid {
        if (stepMs <= 0) {
            throw new IllegalArgumentException("tick.step must be positive, found " + stepMs);
        }
    }

    /** The cell a timestamp lies in. */
    public long cell(long timestamp) {
        return HybridTimestamp.physicalMs(timestamp) / stepMs;
    }

    /** The last physical millisecond of a cell. */
    public long endMs(long cell) {
        return (cell + 1) * stepMs - 1;
    }

    /** The tick that closes a cell. */
    public long tick(long cell) {
        return HybridTimestamp.endOf(endMs(cell));
    }

    /**
     * The end of the newest cell that a watermark closes, in milliseconds; {@link Long#MIN_VALUE}
     * where it closes none. The extreme watermarks of Flink say nothing about time and close
     * nothing.
     */
    public long closedMs(long watermarkMs) {
        if (watermarkMs < 0 || watermarkMs == Long.MAX_VALUE) {
            return Long.MIN_VALUE;
        }
        long closed = (watermarkMs + 1) / stepMs * stepMs - 1;
        return closed < 0 ? Long.MIN_VALUE : closed;
    }
}

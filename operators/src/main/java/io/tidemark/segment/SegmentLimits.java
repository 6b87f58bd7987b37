package io.tidemark.segment;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.tick.TickGrid;

/**
 * When a segment takes no more rows.
 *
 * @param maxRows rows after which it is full, at least 1
 * @param maxAgeMs how long after its first insert it is sealed at the latest; 0 for never
 * @param grid the end of age is a tick of it
 */
public record SegmentLimits(long maxRows, long maxAgeMs, TickGrid grid) {

    public SegmentLimits {
        if (maxRows < 1) {
            throw new IllegalArgumentException(
                    "segment_max_rows must be at least 1, found " + maxRows);
        }
        if (maxAgeMs < 0) {
            throw new IllegalArgumentException(
                    "segment_max_age_ms must not be negative, found " + maxAgeMs);
        }
    }

    public static SegmentLimits of(ClusterSettings settings) {
        return new SegmentLimits(
                settings.getSegmentMaxRows(),
                settings.getSegmentMaxAgeMs(),
                new TickGrid(settings.getTickStepMs()));
    }

    /** Whether segments end by age at all. */
    boolean ages() {
        return maxAgeMs > 0;
    }

    /** The tick at which a segment is sealed that was opened at a timestamp. */
    long deadline(long openedTimestamp) {
        return grid.tick(grid.cell(openedTimestamp + (maxAgeMs << HybridTimestamp.LOGICAL_BITS)));
    }
}

package io.tidemark.wal;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a reader of several channels goes on.
 *
 * @param end timestamp at or below which everything has been handed out. It is kept beside the
 *     channels because a channel that ticks rarely is read again from its own last tick, which may
 *     lie below
 * @param channels position of each channel, by physical channel
 */
public record Positions(long end, SortedMap<Integer, Position> channels) {

    /** Takes a copy, so that a position once handed out stays what it was. */
    public Positions {
        channels = Collections.unmodifiableSortedMap(new TreeMap<>(channels));
    }

    /** The beginning of these channels, whose logs are whole. */
    public static Positions earliest(Collection<Integer> channels) {
        SortedMap<Integer, Position> positions = new TreeMap<>();
        for (int channel : channels) {
            positions.put(channel, Position.EARLIEST);
        }
        return new Positions(0, positions);
    }
}

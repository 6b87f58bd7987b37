package io.tidemark.wal;

import java.util.List;

/**
 * A tick whose messages are all there.
 *
 * @param messages those between {@code tick.previous()} and the tick, by (timestamp, writer, part)
 * @param after where the channel goes on behind the tick
 */
public record ClosedTick(WalOutput.Tick tick, List<WalOutput.Message> messages, Position after) {}

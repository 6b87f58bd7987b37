package io.tidemark.wal;

import java.util.List;

/**
 * Everything that became visible together on a set of channels.
 *
 * @param begin hybrid timestamp where the pack before it ended, exclusive
 * @param end hybrid timestamp of the tick that closed it, inclusive
 * @param messages those of all channels in between, by (timestamp, writer, channel, part)
 * @param positions where a reader goes on behind this pack
 */
public record Pack(long begin, long end, List<WalOutput.Message> messages, Positions positions) {}

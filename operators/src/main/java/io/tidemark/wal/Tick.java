package io.tidemark.wal;

/**
 * One tick of a physical channel: no new message of the channel has a timestamp at or below it.
 *
 * @param channel physical channel, 0 to N − 1: the partition of {@code dml}
 * @param timestamp hybrid timestamp, the end of a cell of the tick grid
 * @param previous timestamp of the channel's tick before this one; 0 before the first
 * @param count how many messages lie above {@code previous} and at or below {@code timestamp}
 */
public record Tick(int channel, long timestamp, long previous, long count) {}

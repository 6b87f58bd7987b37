package io.tidemark.wal;

import java.util.Map;
import java.util.TreeMap;

/**
 * The ticks of one channel above the newest closed one, each once, by timestamp. They must form a
 * chain: each names the one before it, so two of them with a third in between are a broken promise.
 */
final class HeldTicks {

    /** A tick and the offset of its first record. */
    record Held(long offset, WalOutput.Tick tick) {}

    private final int channel;
    private final TreeMap<Long, Held> byTimestamp = new TreeMap<>();

    HeldTicks(int channel) {
        this.channel = channel;
    }

    /**
     * Holds a tick.
     *
     * @param closed timestamp of the newest closed tick, below the new one
     * @return false where it is held already
     * @throws BrokenPromiseException where another tick is held under the same timestamp, or the
     *     tick does not fit into the chain
     */
    boolean add(long offset, WalOutput.Tick tick, long closed) {
        Held held = byTimestamp.get(tick.timestamp());
        if (held != null) {
            if (!held.tick().equals(tick)) {
                throw new BrokenPromiseException(
                        String.format(
                                "Channel %d: expected the tick at offset %d to repeat the one at offset %d,"
                                        + " but %s is not %s.",
                                channel, offset, held.offset(), tick, held.tick()));
            }
            return false;
        }
        checkChain(offset, tick, closed);
        byTimestamp.put(tick.timestamp(), new Held(offset, tick));
        return true;
    }

    private void checkChain(long offset, WalOutput.Tick tick, long closed) {
        Map.Entry<Long, Held> lower = byTimestamp.lowerEntry(tick.timestamp());
        Map.Entry<Long, Held> higher = byTimestamp.higherEntry(tick.timestamp());
        long before = lower == null ? closed : lower.getKey();
        boolean followsBefore = before <= tick.previous() && tick.previous() < tick.timestamp();
        boolean precedesNext =
                higher == null || tick.timestamp() <= higher.getValue().tick().previous();
        if (!followsBefore || !precedesNext) {
            throw new BrokenPromiseException(
                    String.format(
                            "Channel %d: expected the tick at offset %d to fit between the ticks %d and"
                                    + " %s, found %s.",
                            channel,
                            offset,
                            before,
                            higher == null ? "none" : higher.getValue().tick(),
                            tick));
        }
    }

    /** The lowest held tick, or null. */
    Held first() {
        return byTimestamp.isEmpty() ? null : byTimestamp.firstEntry().getValue();
    }

    void removeFirst() {
        byTimestamp.pollFirstEntry();
    }
}

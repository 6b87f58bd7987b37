package io.tidemark.wal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/**
 * The messages of one channel that no closed tick covers yet, each once, by (timestamp, writer,
 * part): the key that carries a channel's total order.
 */
final class HeldMessages {

    /** A message and the offset of its first record. */
    record Held(long offset, WalOutput.Message message) {}

    private final int channel;
    private final TreeMap<WalHeader.Message, Held> byKey = new TreeMap<>();

    // How many lie at or below the tick last asked for: kept, so that a stalled tick does not
    // count everything again at each message.
    private long countedTick = Long.MIN_VALUE;
    private long counted;

    HeldMessages(int channel) {
        this.channel = channel;
    }

    /**
     * Holds a message.
     *
     * @return false where it is held already
     * @throws BrokenPromiseException where another body is held under the same key
     */
    boolean add(long offset, WalHeader.Message key, byte[] body) {
        Held held = byKey.get(key);
        if (held != null) {
            checkSame(held, offset, body);
            return false;
        }
        byKey.put(
                key,
                new Held(
                        offset,
                        new WalOutput.Message(
                                channel, key.timestamp(), key.writer(), key.part(), body)));
        if (key.timestamp() <= countedTick) {
            counted++;
        }
        return true;
    }

    private void checkSame(Held held, long offset, byte[] body) {
        if (!Arrays.equals(held.message().body(), body)) {
            throw new BrokenPromiseException(
                    String.format(
                            "Channel %d: expected the message at offset %d to repeat the one at offset %d,"
                                    + " since both carry timestamp %d, writer %d and part %d, but their"
                                    + " bytes differ.",
                            channel,
                            offset,
                            held.offset(),
                            held.message().timestamp(),
                            held.message().writer(),
                            held.message().part()));
        }
    }

    /** How many are held with a timestamp at or below a tick. */
    long countThrough(long tick) {
        if (tick != countedTick) {
            countedTick = tick;
            counted = 0;
            for (WalHeader.Message key : byKey.keySet()) {
                if (key.timestamp() > tick) {
                    break;
                }
                counted++;
            }
        }
        return counted;
    }

    /** Lets go of those at or below a tick, and returns them in the order of their key. */
    List<Held> removeThrough(long tick) {
        List<Held> removed = new ArrayList<>();
        Iterator<Held> all = byKey.values().iterator();
        while (all.hasNext()) {
            Held held = all.next();
            if (held.message().timestamp() > tick) {
                break;
            }
            removed.add(held);
            all.remove();
        }
        countedTick = Long.MIN_VALUE;
        return removed;
    }
}

package io.tidemark.bench.chaos;

import io.tidemark.bench.load.Fingerprint;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one channel says under the reader rule, up to a tick, as one number: two channels that say
 * the same have the same, in whatever order and however often the records lie. It holds what lies
 * between two ticks, no more.
 */
final class ChannelDigest {

    private record Key(long timestamp, int writer, int part) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byTime = Long.compare(timestamp, other.timestamp);
            int byWriter = byTime == 0 ? Integer.compare(writer, other.writer) : byTime;
            return byWriter == 0 ? Integer.compare(part, other.part) : byWriter;
        }
    }

    private record Tick(long previous, long count) {}

    private final long until;
    private final TreeMap<Key, Long> held = new TreeMap<>();
    private final TreeMap<Long, Tick> ticks = new TreeMap<>();
    private long closed;
    private long messages;
    private long digest;

    ChannelDigest(long until) {
        this.until = until;
    }

    /** Whether it has come to the tick. */
    boolean complete() {
        return closed >= until;
    }

    /** The tick it has come to, how many messages lie up to there, and their digest. */
    String text() {
        return "tick " + closed + ", " + messages + " messages, " + Long.toHexString(digest);
    }

    void message(byte[] header, byte[] body) {
        ByteBuffer in = ByteBuffer.wrap(header);
        Key key = new Key(in.getLong(), Short.toUnsignedInt(in.getShort()), in.getInt());
        if (key.timestamp() > closed && key.timestamp() <= until) {
            held.putIfAbsent(key, Fingerprint.of(body));
        }
    }

    void tick(byte[] header) {
        ByteBuffer in = ByteBuffer.wrap(header);
        long timestamp = in.getLong();
        if (timestamp > closed && timestamp <= until) {
            ticks.putIfAbsent(timestamp, new Tick(in.getLong(), in.getLong()));
            close();
        }
    }

    private void close() {
        while (!ticks.isEmpty()) {
            long timestamp = ticks.firstKey();
            Tick tick = ticks.get(timestamp);
            Map<Key, Long> below =
                    held.headMap(new Key(timestamp, Integer.MAX_VALUE, Integer.MAX_VALUE), true);
            if (tick.previous() != closed || below.size() < tick.count()) {
                return;
            }
            digest = Fingerprint.combine(Fingerprint.combine(digest, timestamp), tick.count());
            for (Iterator<Map.Entry<Key, Long>> all = below.entrySet().iterator();
                    all.hasNext(); ) {
                take(all.next());
                all.remove();
            }
            ticks.remove(timestamp);
            closed = timestamp;
        }
    }

    private void take(Map.Entry<Key, Long> message) {
        messages++;
        Key key = message.getKey();
        digest = Fingerprint.combine(digest, key.timestamp());
        digest = Fingerprint.combine(digest, (long) key.writer() << Integer.SIZE | key.part());
        digest = Fingerprint.combine(digest, message.getValue());
    }
}

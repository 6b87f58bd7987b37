package io.tidemark.bench.check;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.bench.check.Violation.Promise;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The reader rule over one channel, record by record, and with it W1 and W2: written from the text
 * of the protocol, so that a mistake of the product's reader is not made twice. What a tick closes
 * is handed on in the order of its keys.
 */
final class ChannelCheck {

    static final String MESSAGE = "message";
    private static final int MESSAGE_BYTES = Long.BYTES + Short.BYTES + Integer.BYTES;
    private static final String MESSAGES = "messages";
    private static final String TICK = "tick";
    private static final int TICK_BYTES = 3 * Long.BYTES;
    private static final int TICK_WRITER = -1;
    private static final long MAX_HELD_BYTES = 256L << 20;

    /** About what a record takes beside its value. */
    private static final long RECORD_BYTES = 256;

    /** A message's key on its channel. */
    record Key(long timestamp, int writer, int part) implements Comparable<Key> {

        static Key of(byte[] header) {
            ByteBuffer fields = ByteBuffer.wrap(header);
            return new Key(fields.getLong(), fields.getShort(), fields.getInt());
        }

        /** The header of a record that this message has for itself. */
        byte[] header() {
            return ByteBuffer.allocate(MESSAGE_BYTES)
                    .putLong(timestamp)
                    .putShort((short) writer)
                    .putInt(part)
                    .array();
        }

        @Override
        public int compareTo(Key other) {
            int byTime = Long.compare(timestamp, other.timestamp);
            int byWriter = byTime != 0 ? byTime : Integer.compare(writer, other.writer);
            return byWriter != 0 ? byWriter : Integer.compare(part, other.part);
        }
    }

    /** What is held of a tick. */
    private record Tick(long previous, long count, ConsumerRecord<byte[], byte[]> source) {}

    /** Takes what was closed. */
    interface Closed {
        void message(Key key, ConsumerRecord<byte[], byte[]> message);

        void tick(long timestamp, ConsumerRecord<byte[], byte[]> tick);
    }

    private final TickGrid grid;
    private final Closed closed;
    private final Report report;
    private final long maxHeldBytes;
    private final Repetitions repetitions;
    private final NavigableMap<Key, ConsumerRecord<byte[], byte[]>> messages = new TreeMap<>();
    private final NavigableMap<Long, Tick> ticks = new TreeMap<>();
    private long closedTick;
    private long newestTick;
    private long heldBytes;
    private boolean stuck;
    private ConsumerRecord<byte[], byte[]> last;

    ChannelCheck(long tickStepMs, Closed closed, Report report) {
        this(tickStepMs, closed, report, MAX_HELD_BYTES);
    }

    /**
     * @param maxHeldBytes of messages without a tick, beyond which the channel is given up
     */
    ChannelCheck(long tickStepMs, Closed closed, Report report, long maxHeldBytes) {
        this.maxHeldBytes = maxHeldBytes;
        this.grid = new TickGrid(tickStepMs, report);
        this.closed = closed;
        this.report = report;
        this.repetitions = new Repetitions(report);
    }

    /** Takes the channel's next record. */
    void take(ConsumerRecord<byte[], byte[]> next) {
        if (stuck) {
            return;
        }
        last = next;
        Header[] headers = next.headers().toArray();
        byte[] value = headers.length == 1 ? headers[0].value() : null;
        String kind = value == null ? "" : headers[0].key();
        if (kind.equals(MESSAGE) && value.length == MESSAGE_BYTES) {
            message(Key.of(value), next);
        } else if (kind.equals(MESSAGES) && value.length == SharedRecord.HEADER_BYTES) {
            shared(value, next);
        } else if (kind.equals(TICK) && value.length == TICK_BYTES) {
            ByteBuffer header = ByteBuffer.wrap(value);
            tick(header.getLong(), header.getLong(), header.getLong(), next);
        } else {
            violated(
                    Promise.NOTHING_IS_INVENTED,
                    next,
                    "has not exactly one header 'message' of 14 bytes, 'messages' of 6"
                            + " or 'tick' of 24");
        }
        close();
    }

    private void shared(byte[] header, ConsumerRecord<byte[], byte[]> next) {
        try {
            NavigableMap<Key, ConsumerRecord<byte[], byte[]>> apart =
                    SharedRecord.messages(next, header);
            report.count("messages that shared a record", apart.size());
            apart.forEach(this::message);
        } catch (InvalidProtocolBufferException broken) {
            violated(
                    Promise.NOTHING_IS_INVENTED,
                    next,
                    "holds no messages, though it says so: " + broken.getMessage());
        }
    }

    private void message(Key key, ConsumerRecord<byte[], byte[]> next) {
        if (repetitions.is(key, next)) {
            report.count("messages repeated", 1);
            return;
        }
        report.count("messages", 1);
        if (key.timestamp() <= newestTick) {
            violated(
                    Promise.W1_NO_NEW_MESSAGE_BEHIND_A_TICK,
                    next,
                    "is new at %d, behind a tick at %d".formatted(key.timestamp(), newestTick));
        }
        if (key.timestamp() > closedTick) {
            messages.put(key, next);
            heldBytes += bytes(next);
        }
        if (heldBytes > maxHeldBytes) {
            stuck = true;
        }
    }

    private static long bytes(ConsumerRecord<byte[], byte[]> held) {
        return held.serializedValueSize() + RECORD_BYTES;
    }

    private void tick(
            long timestamp, long previous, long count, ConsumerRecord<byte[], byte[]> next) {
        if (repetitions.is(new Key(timestamp, TICK_WRITER, 0), next)) {
            report.count("ticks repeated", 1);
            return;
        }
        report.count("ticks", 1);
        grid.check(timestamp, next);
        if (timestamp <= newestTick) {
            violated(
                    Promise.W1_NO_NEW_MESSAGE_BEHIND_A_TICK,
                    next,
                    "is a new tick at %d, behind one at %d".formatted(timestamp, newestTick));
        }
        newestTick = Math.max(newestTick, timestamp);
        ticks.put(timestamp, new Tick(previous, count, next));
    }

    private void close() {
        while (!ticks.isEmpty()) {
            Map.Entry<Long, Tick> first = ticks.firstEntry();
            long timestamp = first.getKey();
            NavigableMap<Key, ConsumerRecord<byte[], byte[]>> before =
                    messages.headMap(new Key(timestamp, Integer.MAX_VALUE, 0), true);
            Tick tick = first.getValue();
            if (tick.previous() != closedTick || before.size() < tick.count()) {
                return;
            }
            if (before.size() > tick.count()) {
                violated(
                        Promise.W2_TICKS_COUNT_AND_CHAIN,
                        tick.source(),
                        "counts %d messages, %d are there".formatted(tick.count(), before.size()));
            }
            before.forEach(closed::message);
            for (ConsumerRecord<byte[], byte[]> given : before.values()) {
                heldBytes -= bytes(given);
            }
            before.clear();
            ticks.remove(timestamp);
            closed.tick(timestamp, tick.source());
            closedTick = timestamp;
        }
    }

    /**
     * Ends the channel: a tick that is still held has lost a message or its place in the chain.
     *
     * @return the newest closed tick
     */
    long finish() {
        if (!ticks.isEmpty()) {
            Map.Entry<Long, Tick> first = ticks.firstEntry();
            Tick tick = first.getValue();
            violated(
                    Promise.W2_TICKS_COUNT_AND_CHAIN,
                    tick.source(),
                    "does not close: it names tick %d as previous, the newest is %d; it counts %d"
                                    .formatted(tick.previous(), closedTick, tick.count())
                            + " messages, %d are there"
                                    .formatted(
                                            messages.headMap(
                                                            new Key(
                                                                    first.getKey(),
                                                                    Integer.MAX_VALUE,
                                                                    0),
                                                            true)
                                                    .size()));
        } else if (stuck) {
            violated(
                    Promise.W2_TICKS_COUNT_AND_CHAIN,
                    last,
                    "is behind " + maxHeldBytes + " bytes of messages without a tick");
        }
        report.count("messages no tick has closed yet", messages.size());
        return closedTick;
    }

    private void violated(Promise promise, ConsumerRecord<byte[], byte[]> at, String what) {
        report.violated(promise, at.topic(), at.partition(), at.offset(), what);
    }
}

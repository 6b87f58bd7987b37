package io.tidemark.wal;

import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * The one header a record of {@code dml} carries: what the reader rule has to know of a record
 * without parsing its body, or, of messages that share a record, how to. A fixed, big-endian
 * layout, because a header is written and read once a record and its cost shows.
 */
public sealed interface WalHeader {

    /** The Kafka header's key; it tells which layout the value has. */
    String key();

    /** The Kafka header's value, of the fixed length of its kind. */
    byte[] encode();

    /** How many messages or ticks the record holds. */
    default int held() {
        return 1;
    }

    /**
     * Reads a header back.
     *
     * @throws IllegalArgumentException where the key names no kind or the value has not its length
     */
    static WalHeader decode(String key, byte[] value) {
        return switch (key) {
            case Message.KEY -> Message.decode(value);
            case Messages.KEY -> Messages.decode(value);
            case Tick.KEY -> Tick.decode(value);
            default ->
                    throw new IllegalArgumentException(
                            "Expected the header '%s', '%s' or '%s' on a record of dml, found '%s'."
                                    .formatted(Message.KEY, Messages.KEY, Tick.KEY, key));
        };
    }

    private static void checkWriter(int writer) {
        if (writer < 0 || writer > Short.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Expected a writer of 0 to %d, found %d.".formatted(Short.MAX_VALUE, writer));
        }
    }

    private static ByteBuffer checked(String key, byte[] value, int length) {
        if (value == null || value.length != length) {
            throw new IllegalArgumentException(
                    "Expected %d bytes in the header '%s', found %s."
                            .formatted(length, key, value == null ? "none" : value.length));
        }
        return ByteBuffer.wrap(value);
    }

    /**
     * Header of a message: timestamp (8 bytes), writer (2), part (4). It is the message's key on
     * its channel, and its order is the channel's total order.
     *
     * @param timestamp hybrid timestamp of its request
     * @param writer log partition whose task wrote it, 0 to 255
     * @param part running number over all messages of this writer and timestamp on this channel
     */
    record Message(long timestamp, int writer, int part) implements WalHeader, Comparable<Message> {

        private static final Comparator<Message> ORDER =
                Comparator.comparingLong(Message::timestamp)
                        .thenComparingInt(Message::writer)
                        .thenComparingInt(Message::part);

        public static final String KEY = "message";
        public static final int LENGTH = Long.BYTES + Short.BYTES + Integer.BYTES;

        /**
         * Checks that the writer can be written.
         *
         * @throws IllegalArgumentException where the writer does not fit its two bytes
         */
        public Message {
            checkWriter(writer);
        }

        public static Message of(WalOutput.Message message) {
            return new Message(message.timestamp(), message.writer(), message.part());
        }

        /**
         * Reads the value back.
         *
         * @throws IllegalArgumentException where it is not {@link #LENGTH} bytes
         */
        public static Message decode(byte[] value) {
            ByteBuffer bytes = checked(KEY, value, LENGTH);
            return new Message(bytes.getLong(), bytes.getShort(), bytes.getInt());
        }

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public byte[] encode() {
            return ByteBuffer.allocate(LENGTH)
                    .putLong(timestamp)
                    .putShort((short) writer)
                    .putInt(part)
                    .array();
        }

        @Override
        public int compareTo(Message other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Header of several messages that share a record: writer (2 bytes), count (4). The rest of what
     * tells them lies in the value, a serialized {@code tidemark.PackedMessages}.
     *
     * @param writer log partition whose task wrote them all, 0 to 255
     * @param count how many they are
     */
    record Messages(int writer, int count) implements WalHeader {

        public static final String KEY = "messages";
        public static final int LENGTH = Short.BYTES + Integer.BYTES;

        /**
         * Checks that it can be a record of several.
         *
         * @throws IllegalArgumentException where the writer does not fit its two bytes, or where
         *     there are fewer than two messages
         */
        public Messages {
            checkWriter(writer);
            if (count < 2) {
                throw new IllegalArgumentException(
                        "Expected at least 2 messages that share a record, found " + count + ".");
            }
        }

        /**
         * Reads the value back.
         *
         * @throws IllegalArgumentException where it is not {@link #LENGTH} bytes, or says what
         *     cannot be
         */
        public static Messages decode(byte[] value) {
            ByteBuffer bytes = checked(KEY, value, LENGTH);
            return new Messages(bytes.getShort(), bytes.getInt());
        }

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public byte[] encode() {
            return ByteBuffer.allocate(LENGTH).putShort((short) writer).putInt(count).array();
        }

        @Override
        public int held() {
            return count;
        }
    }

    /**
     * Header of a tick: timestamp (8 bytes), previous (8), count (8).
     *
     * @param timestamp hybrid timestamp of the tick
     * @param previous timestamp of the channel's tick before this one; 0 before the first
     * @param count how many messages lie between the two
     */
    record Tick(long timestamp, long previous, long count) implements WalHeader {

        public static final String KEY = "tick";
        public static final int LENGTH = 3 * Long.BYTES;

        public static Tick of(WalOutput.Tick tick) {
            return new Tick(tick.timestamp(), tick.previous(), tick.count());
        }

        /**
         * Reads the value back.
         *
         * @throws IllegalArgumentException where it is not {@link #LENGTH} bytes
         */
        public static Tick decode(byte[] value) {
            ByteBuffer bytes = checked(KEY, value, LENGTH);
            return new Tick(bytes.getLong(), bytes.getLong(), bytes.getLong());
        }

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public byte[] encode() {
            return ByteBuffer.allocate(LENGTH)
                    .putLong(timestamp)
                    .putLong(previous)
                    .putLong(count)
                    .array();
        }
    }
}

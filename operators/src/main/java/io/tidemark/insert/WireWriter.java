package io.tidemark.insert;

/**
 * Writes serialized protobuf into an array of its exact size, in the bytes that protobuf itself
 * would write. The caller counts beforehand; writing a message that was miscounted fails.
 *
 * <p>It stands for {@code CodedOutputStream}, which keeps its position and its bounds up with each
 * byte: of numbers, rows are made of little else.
 */
final class WireWriter {

    private final byte[] bytes;
    private int position;

    /**
     * @param size of the whole message
     */
    WireWriter(int size) {
        this.bytes = new byte[size];
    }

    /** A number of any kind; a negative one takes ten bytes. */
    void writeVarint(long value) {
        long rest = value;
        int at = position;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            bytes[at++] = (byte) (rest | 0x80);
        }
        bytes[at++] = (byte) rest;
        position = at;
    }

    /** The field of a number. */
    void writeNumber(int fieldNumber, long value) {
        writeVarint((long) fieldNumber << 3);
        writeVarint(value);
    }

    /** The tag of a length-delimited field and the length of what follows. */
    void writeHead(int fieldNumber, int content) {
        writeVarint(fieldNumber << 3 | 2);
        writeVarint(content);
    }

    void write(byte one) {
        bytes[position++] = one;
    }

    void write(byte[] all) {
        write(all, 0, all.length);
    }

    void write(byte[] source, int from, int length) {
        System.arraycopy(source, from, bytes, position, length);
        position += length;
    }

    /** Writes the last so many bytes some times more. */
    void repeat(int length, int times) {
        int start = position - length;
        int end = position + length * times;
        while (position < end) {
            // All that is there already, so that a few copies make many.
            int copied = Math.min(position - start, end - position);
            System.arraycopy(bytes, start, bytes, position, copied);
            position += copied;
        }
    }

    /**
     * The message.
     *
     * @throws IllegalStateException where it is shorter than was told
     */
    byte[] finish() {
        if (position != bytes.length) {
            throw new IllegalStateException(
                    "a message was counted as "
                            + bytes.length
                            + " bytes, "
                            + position
                            + " were written");
        }
        return bytes;
    }
}

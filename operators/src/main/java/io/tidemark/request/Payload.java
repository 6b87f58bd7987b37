package io.tidemark.request;

import com.google.protobuf.CodedInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The serialized message of a request: a range of an array that others share, as the broker's
 * response that it came in, and that nobody changes. Whoever keeps it for longer than the array may
 * live keeps it {@link #alone}.
 *
 * @param bytes the array
 * @param from index of its first byte
 * @param size bytes
 */
public record Payload(byte[] bytes, int from, int size) {

    public static final Payload NONE = of(new byte[0]);

    /** All of an array. */
    public static Payload of(byte[] bytes) {
        return new Payload(bytes, 0, bytes.length);
    }

    /** A cursor over it. */
    public CodedInputStream input() {
        return CodedInputStream.newInstance(bytes, from, size);
    }

    /** What it says where it is text, which is UTF-8. */
    public String text() {
        return new String(bytes, from, size, StandardCharsets.UTF_8);
    }

    /** Its first bytes, at most so many, as an array of their own. */
    public byte[] head(int most) {
        return Arrays.copyOfRange(bytes, from, from + Math.min(size, most));
    }

    /** All of it, as an array that is not to be changed: its own where it fills it. */
    public byte[] toArray() {
        return size == bytes.length ? bytes : head(size);
    }

    /** The same, sharing its array with nobody. */
    public Payload alone() {
        return size == bytes.length ? this : of(toArray());
    }
}

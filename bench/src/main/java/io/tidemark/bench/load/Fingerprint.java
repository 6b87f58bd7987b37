package io.tidemark.bench.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit hash of bytes, the same in every JVM. It tells bytes apart that differ by accident; it
 * is no defence against somebody who looks for a collision.
 */
public final class Fingerprint {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long START = 0x9E3779B97F4A7C15L;
    private static final long FACTOR = 0xD6E8FEB86659FD93L;

    private Fingerprint() {}

    /** The hash of some bytes; of none where there are null. */
    public static long of(byte[] bytes) {
        return bytes == null ? START : of(bytes, 0, bytes.length);
    }

    /** The hash of a range. */
    public static long of(byte[] bytes, int from, int length) {
        long hash = START ^ length;
        int at = from;
        int end = from + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = combine(hash, (long) LONGS.get(bytes, at));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = (rest << Byte.SIZE) | (bytes[at] & 0xFF);
        }
        return combine(hash, rest);
    }

    /** The hash of a sequence, one value longer; its order matters. */
    public static long combine(long hash, long value) {
        return mix(Long.rotateLeft(hash, 23) + START ^ mix(value));
    }

    /** Spreads every bit over all; a bijection. */
    public static long mix(long value) {
        long mixed = (value ^ value >>> 32) * FACTOR;
        mixed = (mixed ^ mixed >>> 32) * FACTOR;
        return mixed ^ mixed >>> 32;
    }
}

package io.tidemark.insert;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds NaN and infinity in little-endian floating point data without decoding it: eight bytes at a
 * time, as one to four numbers side by side. A number is not finite where all bits of its exponent
 * are set; adding the exponent's lowest bit to the number without its sign then carries into the
 * place of the sign, and only then.
 */
enum FloatBits {
    FLOAT16(0x7fff7fff7fff7fffL, 0x0400040004000400L),
    BFLOAT16(0x7fff7fff7fff7fffL, 0x0080008000800080L),
    FLOAT(0x7fffffff7fffffffL, 0x0080000000800000L),
    DOUBLE(0x7fffffffffffffffL, 0x0010000000000000L);

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long magnitude;
    private final long exponentUnit;

    FloatBits(long magnitude, long exponentUnit) {
        this.magnitude = magnitude;
        this.exponentUnit = exponentUnit;
    }

    /** Whether all numbers in the range are finite; the range holds whole numbers. */
    boolean finite(byte[] bytes, int from, int to) {
        long carries = 0;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            carries |= ((long) LONGS.get(bytes, at) & magnitude) + exponentUnit;
        }
        long rest = 0;
        for (int shift = 0; at < to; at++, shift += Byte.SIZE) {
            rest |= (bytes[at] & 0xffL) << shift;
        }
        carries |= (rest & magnitude) + exponentUnit;
        return (carries & ~magnitude) == 0;
    }
}

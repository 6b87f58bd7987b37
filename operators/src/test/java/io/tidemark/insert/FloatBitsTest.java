package io.tidemark.insert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FloatBitsTest {

    @Test
    void usageExample() {
        byte[] bytes = floats(1f, -2f, Float.MAX_VALUE);
        assertThat(FloatBits.FLOAT.finite(bytes, 0, bytes.length)).isTrue();
        byte[] infinite = floats(1f, -2f, Float.NEGATIVE_INFINITY);
        assertThat(FloatBits.FLOAT.finite(infinite, 0, infinite.length)).isFalse();
    }

    @Test
    void floatsAgreeWithJavaAtEveryPlace() {
        Random random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            float[] values = new float[1 + random.nextInt(9)];
            boolean finite = true;
            for (int at = 0; at < values.length; at++) {
                values[at] = Float.intBitsToFloat(random.nextInt() | 0x70000000);
                finite &= Float.isFinite(values[at]);
            }
            byte[] bytes = floats(values);
            assertThat(FloatBits.FLOAT.finite(bytes, 0, bytes.length)).isEqualTo(finite);
        }
    }

    @Test
    void doublesAgreeWithJava() {
        for (double value :
                new double[] {0, -0.0, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE}) {
            assertThat(FloatBits.DOUBLE.finite(bits(Double.doubleToRawLongBits(value)), 0, 8))
                    .isTrue();
        }
        for (double value :
                new double[] {
                    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -Double.NaN
                }) {
            assertThat(FloatBits.DOUBLE.finite(bits(Double.doubleToRawLongBits(value)), 0, 8))
                    .isFalse();
        }
    }

    @Test
    void everyHalfFloatIsFiniteUnlessItsExponentIsAllOnes() {
        for (long half = 0; half <= 0xffff; half++) {
            for (int lane = 0; lane < 4; lane++) {
                byte[] bytes = bits(half << (lane * 16));
                assertThat(FloatBits.FLOAT16.finite(bytes, 0, 8))
                        .isEqualTo((half & 0x7c00) != 0x7c00);
                assertThat(FloatBits.BFLOAT16.finite(bytes, 0, 8))
                        .isEqualTo((half & 0x7f80) != 0x7f80);
            }
        }
    }

    private static byte[] floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }

    private static byte[] bits(long bits) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array();
    }
}

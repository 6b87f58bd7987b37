package io.tidemark.bench.check;

import java.util.Arrays;

/** A growing array of numbers. */
final class LongColumn {

    private long[] values = new long[1 << 10];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + size / 2);
        }
        values[size++] = value;
    }

    long get(int index) {
        return values[index];
    }

    void set(int index, long value) {
        values[index] = value;
    }

    void plus(int index, long more) {
        values[index] += more;
    }

    int size() {
        return size;
    }
}

package io.tidemark.bench.check;

import java.util.ArrayList;
import java.util.List;

/** A growing array of numbers, in pieces: none is ever copied, and none is much too large. */
final class LongColumn {

    private static final int PIECE_BITS = 14;
    private static final int PIECE = 1 << PIECE_BITS;

    private final List<long[]> pieces = new ArrayList<>();
    private int size;

    void add(long value) {
        if (size % PIECE == 0) {
            pieces.add(new long[PIECE]);
        }
        set(size++, value);
    }

    long get(int index) {
        return pieces.get(index >>> PIECE_BITS)[index % PIECE];
    }

    void set(int index, long value) {
        pieces.get(index >>> PIECE_BITS)[index % PIECE] = value;
    }

    void plus(int index, long more) {
        pieces.get(index >>> PIECE_BITS)[index % PIECE] += more;
    }

    int size() {
        return size;
    }
}

package io.tidemark.insert;

/**
 * Some rows of a batch, in ascending order: those that {@code order} names from index {@code from}
 * to before {@code to}.
 */
record Rows(int[] order, int from, int to) {

    /** All rows of a batch. */
    static Rows all(int count) {
        int[] order = new int[count];
        for (int row = 0; row < count; row++) {
            order[row] = row;
        }
        return new Rows(order, 0, count);
    }

    int count() {
        return to - from;
    }

    Rows part(int partFrom, int partTo) {
        return new Rows(order, partFrom, partTo);
    }

    /** The index behind the run of consecutive rows that begins at an index. */
    int endOfRun(int index) {
        int end = index + 1;
        while (end < to && order[end] == order[end - 1] + 1) {
            end++;
        }
        return end;
    }
}

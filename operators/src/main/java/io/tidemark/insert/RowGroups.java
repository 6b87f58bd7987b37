package io.tidemark.insert;

/** The rows of a batch sorted by group, in a group in the batch's order. */
record RowGroups(int[] order, int[] ends) {

    /**
     * @param group of each row, 0 to {@code groups} − 1
     */
    static RowGroups of(int[] group, int groups) {
        int[] ends = new int[groups];
        for (int row = 0; row < group.length; row++) {
            ends[group[row]]++;
        }
        int end = 0;
        for (int index = 0; index < groups; index++) {
            int count = ends[index];
            ends[index] = end;
            end += count;
        }
        // While rows are placed, a group's entry is where its next row goes: at last, its end.
        int[] order = new int[group.length];
        for (int row = 0; row < group.length; row++) {
            order[ends[group[row]]++] = row;
        }
        return new RowGroups(order, ends);
    }

    Rows rows(int group) {
        return new Rows(order, group == 0 ? 0 : ends[group - 1], ends[group]);
    }
}

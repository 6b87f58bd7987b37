package io.tidemark.insert;

/**
 * A column with nulls: every row has data, as Milvus' readers expect, and a null's is the filling.
 * Clients send either an element for every row or only for those that are not null.
 */
final class FilledColumn implements Column {

    private final Column data;
    private final byte[] filling;

    /** The element of {@code data} that a row has; −1 where it is null. */
    private final int[] elements;

    private FilledColumn(Column data, byte[] filling, int[] elements) {
        this.data = data;
        this.filling = filling;
        this.elements = elements;
    }

    /**
     * @param data as many elements as rows, or as valid rows
     * @param valid 1 for each row that has a value, else 0
     */
    static FilledColumn of(Column data, byte[] filling, byte[] valid) {
        boolean compact = data.rows() != valid.length;
        int[] elements = new int[valid.length];
        int next = 0;
        for (int row = 0; row < valid.length; row++) {
            elements[row] = valid[row] == 0 ? -1 : compact ? next++ : row;
        }
        return new FilledColumn(data, filling, elements);
    }

    @Override
    public int rows() {
        return elements.length;
    }

    @Override
    public int rowBytes(int row) {
        return elements[row] < 0 ? filling.length : data.rowBytes(elements[row]);
    }

    @Override
    public void writeRow(WireWriter out, int row) {
        if (elements[row] < 0) {
            out.write(filling);
        } else {
            data.writeRow(out, elements[row]);
        }
    }
}

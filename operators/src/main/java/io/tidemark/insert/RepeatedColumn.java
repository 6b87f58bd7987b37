package io.tidemark.insert;

/** The same data in every row: a default value, a null's zero value, an empty dynamic field. */
record RepeatedColumn(byte[] value, int rows) implements Column {

    @Override
    public int rowBytes(int row) {
        return value.length;
    }

    @Override
    public long bytes(Rows rows) {
        return (long) rows.count() * value.length;
    }

    @Override
    public void writeRow(WireWriter out, int row) {
        out.write(value);
    }

    @Override
    public void write(WireWriter out, Rows rows) {
        out.write(value);
        out.repeat(value.length, rows.count() - 1);
    }
}

package io.tidemark.insert;

/** Data of the same width in every row: floats, doubles and all dense vectors. */
record FixedColumn(byte[] bytes, int from, int width, int rows) implements Column {

    @Override
    public int rowBytes(int row) {
        return width;
    }

    @Override
    public long bytes(Rows rows) {
        return (long) rows.count() * width;
    }

    @Override
    public void writeRow(WireWriter out, int row) {
        out.write(bytes, from + row * width, width);
    }

    @Override
    public void write(WireWriter out, Rows rows) {
        for (int index = rows.from(); index < rows.to(); ) {
            int end = rows.endOfRun(index);
            out.write(bytes, from + rows.order()[index] * width, (end - index) * width);
            index = end;
        }
    }
}

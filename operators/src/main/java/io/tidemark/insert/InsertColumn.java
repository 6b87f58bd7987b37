package io.tidemark.insert;

/**
 * One column of the messages to come.
 *
 * @param valid for a nullable field 1 for each row that has a value, else 0; null elsewhere
 */
record InsertColumn(InsertField field, Envelope envelope, Column data, byte[] valid) {

    /** Bytes a row takes at most. */
    long maxRowBytes(int row) {
        return data.rowBytes(row) + (valid == null ? 0L : 1L);
    }

    /** Bytes rows take at most, without the envelope. */
    long maxBytes(Rows rows) {
        return data.bytes(rows) + (valid == null ? 0L : rows.count());
    }

    /** Lengths of what lies within each level of the envelope, around these rows. */
    int[] contents(Rows rows) {
        return envelope.contents((int) data.bytes(rows), valid == null ? 0 : rows.count());
    }

    void write(WireWriter out, int[] contents, Rows rows) {
        envelope.write(out, contents, data, rows, valid);
    }
}

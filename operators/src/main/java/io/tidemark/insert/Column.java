package io.tidemark.insert;

/**
 * The checked data of one field, for each row of a batch, able to write any selection of its rows
 * as protobuf would. Row indexes are below {@link #rows()}.
 */
sealed interface Column permits FixedColumn, FilledColumn, RepeatedColumn, KeyColumn {

    int rows();

    /** Bytes a row's data takes on the wire: with tag and length where each row has its own. */
    int rowBytes(int row);

    /** Bytes a selection takes on the wire. */
    default long bytes(Rows rows) {
        long bytes = 0;
        for (int index = rows.from(); index < rows.to(); index++) {
            bytes += rowBytes(rows.order()[index]);
        }
        return bytes;
    }

    void writeRow(WireWriter out, int row);

    default void write(WireWriter out, Rows rows) {
        for (int index = rows.from(); index < rows.to(); index++) {
            writeRow(out, rows.order()[index]);
        }
    }
}

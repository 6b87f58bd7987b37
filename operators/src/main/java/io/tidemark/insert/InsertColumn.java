package io.tidemark.insert;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;

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

    /** Exact bytes in a message, the envelope included, around data of so many bytes. */
    int bytes(int dataBytes, Rows rows) {
        return envelope.bytes(dataBytes, valid == null ? 0 : rows.count());
    }

    void write(CodedOutputStream out, int dataBytes, Rows rows) throws IOException {
        envelope.write(out, data, dataBytes, rows, valid);
    }
}

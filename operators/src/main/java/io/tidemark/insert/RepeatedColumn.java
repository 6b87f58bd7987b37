package io.tidemark.insert;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;

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
    public void writeRow(CodedOutputStream out, int row) throws IOException {
        out.write(value, 0, value.length);
    }
}

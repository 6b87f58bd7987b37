package io.tidemark.insert;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;

/** The row ids, consecutive from the first: also the primary key where it is generated. */
record RowIdColumn(long first, int rows) implements KeyColumn {

    @Override
    public int rowBytes(int row) {
        return CodedOutputStream.computeInt64SizeNoTag(first + row);
    }

    @Override
    public void writeRow(CodedOutputStream out, int row) throws IOException {
        out.writeInt64NoTag(first + row);
    }

    @Override
    public int shard(int row, int shards) {
        return RowHash.shard(first + row, shards);
    }
}

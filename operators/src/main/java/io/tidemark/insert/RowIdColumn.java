package io.tidemark.insert;

import com.google.protobuf.CodedOutputStream;

/** The row ids, consecutive from the first: also the primary key where it is generated. */
record RowIdColumn(long first, int rows) implements KeyColumn {

    @Override
    public int rowBytes(int row) {
        return CodedOutputStream.computeInt64SizeNoTag(first + row);
    }

    @Override
    public long bytes(Rows rows) {
        int least = rowBytes(rows.order()[rows.from()]);
        int most = rowBytes(rows.order()[rows.to() - 1]);
        return least == most ? (long) rows.count() * least : KeyColumn.super.bytes(rows);
    }

    @Override
    public void writeRow(WireWriter out, int row) {
        out.writeVarint(first + row);
    }

    @Override
    public int shard(int row, int shards) {
        return RowHash.shard(first + row, shards);
    }
}

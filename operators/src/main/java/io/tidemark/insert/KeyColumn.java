package io.tidemark.insert;

import io.milvus.grpc.IDs;

/** A column that can be a primary or a partition key. */
sealed interface KeyColumn extends Column permits VarintColumn, EntryColumn, RowIdColumn {

    /** Which of {@code shards} a row's key hashes to. */
    int shard(int row, int shards);

    /** All keys, in row order, as an answer carries them. */
    IDs ids();
}

package io.tidemark.insert;

/** A column that can be a primary or a partition key. */
sealed interface KeyColumn extends Column permits VarintColumn, EntryColumn, RowIdColumn {

    /** Which of {@code shards} a row's key hashes to. */
    int shard(int row, int shards);
}

/** What one definition costs among many collections: the pure core over a heap or RocksDB store. */
package io.tidemark.bench.meta;

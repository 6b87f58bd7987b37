package io.tidemark.operators;

import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/** Where keyed state lives: every promise holds on both. */
enum TestingBackend {
    HEAP,
    ROCKSDB;

    StateBackend create() {
        return this == HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
    }
}

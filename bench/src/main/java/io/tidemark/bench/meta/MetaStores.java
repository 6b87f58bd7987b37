package io.tidemark.bench.meta;

import io.tidemark.meta.HeapMetaStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the measured table lies. */
public enum MetaStores {
    HEAP {
        @Override
        MetaCost.Result measure(int collections, int lives) {
            return new MetaCost(new HeapMetaStore()).measure(collections, lives);
        }
    },
    ROCKSDB {
        @Override
        MetaCost.Result measure(int collections, int lives) throws IOException {
            Path folder = Files.createTempDirectory("tidemark-meta");
            try (RocksMetaStore store = new RocksMetaStore(folder)) {
                return new MetaCost(store).measure(collections, lives);
            } finally {
                try (var files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(folder);
            }
        }
    };

    abstract MetaCost.Result measure(int collections, int lives) throws IOException;

    /** One line for people. */
    public String line(int collections, int lives) throws IOException {
        MetaCost.Result result = measure(collections, lives);
        return "%-8s %,12d %,18.0f %,14.1f %,14.2f %,12d"
                .formatted(
                        this,
                        collections,
                        result.perSecond(),
                        result.fillSeconds(),
                        result.stateBytes() / 1e6,
                        result.keys());
    }
}

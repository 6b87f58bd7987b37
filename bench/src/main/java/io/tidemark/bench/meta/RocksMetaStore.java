package io.tidemark.bench.meta;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.meta.MetaStore;
import io.tidemark.proto.MetaEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * A meta table's entries in RocksDB, as Flink's backend holds them: one key each, the value
 * serialized at every access. Flink's own prefix of a key is left out.
 */
final class RocksMetaStore implements MetaStore, AutoCloseable {

    private final Options options;
    private final RocksDB rocks;

    RocksMetaStore(Path folder) {
        RocksDB.loadLibrary();
        options = new Options().setCreateIfMissing(true);
        try {
            rocks = RocksDB.open(options, folder.toString());
        } catch (RocksDBException failed) {
            throw new IllegalStateException("RocksDB does not open " + folder, failed);
        }
    }

    @Override
    public MetaEntry get(String key) {
        try {
            byte[] value = rocks.get(bytes(key));
            return value == null ? null : MetaEntry.parseFrom(value);
        } catch (RocksDBException | InvalidProtocolBufferException failed) {
            throw new IllegalStateException("RocksDB does not read " + key, failed);
        }
    }

    @Override
    public void put(String key, MetaEntry entry) {
        try {
            rocks.put(bytes(key), entry.toByteArray());
        } catch (RocksDBException failed) {
            throw new IllegalStateException("RocksDB does not write " + key, failed);
        }
    }

    @Override
    public void remove(String key) {
        try {
            rocks.delete(bytes(key));
        } catch (RocksDBException failed) {
            throw new IllegalStateException("RocksDB does not remove " + key, failed);
        }
    }

    @Override
    public Iterable<MetaEntry> scan(String prefix) {
        List<MetaEntry> found = new ArrayList<>();
        try (RocksIterator entries = rocks.newIterator()) {
            for (entries.seek(bytes(prefix)); entries.isValid(); entries.next()) {
                if (!new String(entries.key(), StandardCharsets.UTF_8).startsWith(prefix)) {
                    break;
                }
                found.add(MetaEntry.parseFrom(entries.value()));
            }
        } catch (InvalidProtocolBufferException failed) {
            throw new IllegalStateException("RocksDB does not scan " + prefix, failed);
        }
        return found;
    }

    @Override
    public void close() {
        rocks.close();
        options.close();
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}

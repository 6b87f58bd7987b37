package io.tidemark.insert;

import java.util.zip.CRC32;

/**
 * Which shard a row belongs to: the hash of its primary key, as every Milvus client and server
 * computes it. Source: Milvus pkg/util/typeutil/hash.go.
 */
public final class RowHash {

    /** Only so many bytes of a VarChar take part. */
    static final int MAX_TEXT_BYTES = 100;

    private RowHash() {}

    /** The shard, 0 to {@code shards} − 1, of an Int64 key. */
    public static int shard(long key, int shards) {
        return (murmur3(key) & 0x7fffffff) % shards;
    }

    /** The shard of a VarChar key, given as UTF-8; the checksum is taken as unsigned. */
    public static int shard(byte[] bytes, int from, int length, int shards) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, Math.min(length, MAX_TEXT_BYTES));
        return (int) (crc.getValue() % shards);
    }

    /** MurmurHash3 x86 32-bit, seed 0, of the key's 8 bytes in little-endian order. */
    static int murmur3(long key) {
        int hash = mix(mix(0, (int) key), (int) (key >>> 32));
        hash ^= Long.BYTES;
        hash ^= hash >>> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >>> 13;
        hash *= 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    private static int mix(int hash, int block) {
        int mixed = Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
        return Integer.rotateLeft(hash ^ mixed, 13) * 5 + 0xe6546b64;
    }
}

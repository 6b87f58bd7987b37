package io.tidemark.insert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors computed from the published definitions of MurmurHash3 and CRC-32. */
class RowHashTest {

    @Test
    void usageExample() {
        assertThat(RowHash.shard(3, 4)).isEqualTo(3);
        assertThat(textShard("abc", 4)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1669671676, 0, 1, 0, 12",
        "1, 1392991556, 0, 2, 0, 4",
        "2, 3323962100, 0, 0, 0, 4",
        "3, 2738575283, 1, 0, 3, 3",
        "100, 3324711024, 0, 1, 0, 0",
        "-1, 1651860712, 0, 1, 0, 8",
        "-100, 16143486, 0, 0, 2, 14",
        "9223372036854775807, 2188461247, 1, 2, 3, 15",
        "-9223372036854775808, 1366273829, 1, 2, 1, 5",
        "429164525386203142, 759465850, 0, 1, 2, 10",
    })
    void numbersHashAsInMilvus(long key, long raw, int of2, int of3, int of4, int of16) {
        assertThat(Integer.toUnsignedLong(RowHash.murmur3(key))).isEqualTo(raw);
        assertThat(RowHash.shard(key, 2)).isEqualTo(of2);
        assertThat(RowHash.shard(key, 3)).isEqualTo(of3);
        assertThat(RowHash.shard(key, 4)).isEqualTo(of4);
        assertThat(RowHash.shard(key, 16)).isEqualTo(of16);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, 0, 0, 0",
        "a, 1, 0, 3, 3",
        "ab, 1, 2, 1, 13",
        "abc, 0, 0, 2, 2",
        "0, 1, 2, 1, 1",
        "milvus, 1, 2, 3, 7",
        "中文, 1, 1, 3, 7",
    })
    void textsHashAsInMilvus(String key, int of2, int of3, int of4, int of16) {
        assertThat(textShard(key, 2)).isEqualTo(of2);
        assertThat(textShard(key, 3)).isEqualTo(of3);
        assertThat(textShard(key, 4)).isEqualTo(of4);
        assertThat(textShard(key, 16)).isEqualTo(of16);
    }

    @Test
    void onlyTheFirstHundredBytesOfATextCount() {
        assertThat(textShard("a".repeat(100), 1 << 30)).isEqualTo((int) (2943384164L % (1 << 30)));
        assertThat(textShard("a".repeat(100) + "b", 1 << 30))
                .isEqualTo((int) (2943384164L % (1 << 30)));
        assertThat(textShard("a".repeat(101), 3)).isEqualTo(2);
    }

    private static int textShard(String key, int shards) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return RowHash.shard(bytes, 0, bytes.length, shards);
    }
}

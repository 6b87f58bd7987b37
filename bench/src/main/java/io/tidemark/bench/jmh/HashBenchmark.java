package io.tidemark.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.insert.RowHash;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The shard of one row, by its primary key. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HashBenchmark {

    private static final int SHARDS = 2;

    private final byte[] text = "a primary key of some thirty bytes".getBytes(UTF_8);
    private long key;

    @Benchmark
    public int numbers() {
        return RowHash.shard(key++, SHARDS);
    }

    @Benchmark
    public int texts() {
        return RowHash.shard(text, 0, text.length, SHARDS);
    }
}

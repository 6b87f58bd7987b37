package io.tidemark.bench.jmh;

import io.tidemark.insert.InsertBatch;
import io.tidemark.insert.InsertTask;
import io.tidemark.insert.KnownTexts;
import io.tidemark.request.RefusedException;
import io.tidemark.segment.SegmentAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One insert: taken apart, validated, split, repacked and answered. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InsertBenchmark {

    @Param({"1", "100"})
    public int rows;

    @Param({"128", "768"})
    public int dim;

    @Param({"1", "2"})
    public int shards;

    private final KnownTexts texts = new KnownTexts();
    private InsertFixture fixture;
    private SegmentAllocator segments;
    private InsertTask task;

    @Setup
    public void prepare() throws Exception {
        fixture = new InsertFixture(rows, dim, shards);
        segments = new SegmentAllocator(InsertFixture.settings().getSegmentMaxRows());
        task = fixture.prepare(InsertBatch.parse(fixture.payload(), texts));
    }

    /** What a proxy does once a tick. */
    @Setup(Level.Iteration)
    public void tellOfSegments() {
        segments.drain((collection, update) -> {});
    }

    @Benchmark
    public InsertBatch parse() throws RefusedException {
        return InsertBatch.parse(fixture.payload(), texts);
    }

    @Benchmark
    public InsertTask parseAndValidate() throws RefusedException {
        return fixture.prepare(InsertBatch.parse(fixture.payload(), texts));
    }

    @Benchmark
    public void splitAndRepack(Blackhole messages) {
        task.execute(segments, messages::consume);
    }

    @Benchmark
    public byte[] answer() {
        return task.result();
    }
}

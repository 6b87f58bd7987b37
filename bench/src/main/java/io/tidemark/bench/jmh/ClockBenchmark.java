package io.tidemark.bench.jmh;

import io.tidemark.clock.HybridClock;
import io.tidemark.request.RefusedException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Stamping a request: some of a millisecond, then the next millisecond. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClockBenchmark {

    private static final int PER_MILLISECOND = 16;
    private static final long FIRST_MS = 1_700_000_000_000L;
    private static final int MAX_DRIFT_MS = 500;

    private HybridClock clock;
    private long requests;

    @Setup
    public void start() {
        clock = new HybridClock(1, MAX_DRIFT_MS, HybridClock.State.INITIAL);
        requests = 0;
    }

    @Benchmark
    public long stamp() throws RefusedException {
        return clock.stamp(FIRST_MS + requests++ / PER_MILLISECOND, 0, 1);
    }
}

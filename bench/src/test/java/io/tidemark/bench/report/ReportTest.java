package io.tidemark.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.results.CsvFile;
import io.tidemark.bench.results.GatewayCost;
import io.tidemark.bench.results.GatewayIdle;
import io.tidemark.bench.results.GatewayLatency;
import io.tidemark.bench.results.Idle;
import io.tidemark.bench.results.Latency;
import io.tidemark.bench.results.LeftOut;
import io.tidemark.bench.results.ModelPoint;
import io.tidemark.bench.results.Throughput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir private Path results;
    @TempDir private Path docs;

    @Test
    void usageExample() throws IOException {
        new CsvFile<>(results, Idle.class).add(new Idle(256, 4, 50, 3, 12));

        Path made = docs.resolve("made");
        List<Path> written = new Report(results).write(made);

        assertThat(written).containsExactly(made.resolve("performance.md"));
        assertThat(Files.readString(written.get(0)))
                .contains("| 256 | 4 | 50 ms | 25.0 % |")
                .doesNotContain("{{");
    }

    @Test
    void figuresStandBesideTheirBudget() throws IOException {
        CsvFile<Throughput> runs = new CsvFile<>(results, Throughput.class);
        for (int round = 1; round <= 3; round++) {
            runs.add(new Throughput(100, 128, 1, "copy", round, 1_000, 1.0, 1));
            runs.add(new Throughput(100, 128, 1, "tidemark-heap", round, 1_000, 1.25, 1));
            runs.add(new Throughput(100, 128, 1, "copy-again", round, 1_000, 0.5 * round, 1));
            runs.add(new Throughput(1, 128, 1, "copy", round, 1_000, 1.0, 1));
            runs.add(new Throughput(1, 128, 1, "tidemark-heap", round, 1_000, 4.0, 1));
            runs.add(new Throughput(1, 128, 1, "copy-again", round, 1_000, 0.9, 1));
        }
        CsvFile<Latency> latencies = new CsvFile<>(results, Latency.class);
        latencies.add(latency("answer", 1, 20, 61));
        latencies.add(latency("visible", 1, 60, 80));
        latencies.add(latency("answer", 2, 15, 50));
        latencies.add(latency("visible", 2, 60, 80));
        latencies.add(latency("answer", 3, 25, 90));
        latencies.add(latency("visible", 3, 60, 80));

        new Report(results).write(docs);

        assertThat(Files.readString(docs.resolve("performance.md")))
                .contains("against the copy | 0.7, then 0.85 | 0.800 | the first reached |")
                .contains("against the copy | 0.5, then 0.75 | 0.250 | **missed** |")
                .contains("a second copy against the copy | contains 1 | 0.667 – 2.00 | kept |")
                .contains("second copy against the copy | contains 1 | 1.11 – 1.11 | **missed** |")
                .contains("answer, p50 | at most 20.0 ms | 20.0 ms | kept |")
                .contains("answer, p99 | at most 60.0 ms | 61.0 ms | **missed** |")
                .contains("row visible, p50 | at most 60.0 ms | 60.0 ms | kept |")
                .contains(
                        "| answer | 20.0 ms | 40.0 ms | 61.0 ms | 50.0 – 90.0 ms | 95.0 ms | 190 ms"
                                + " | 3 |");
    }

    private static Latency latency(String what, int round, double p50Ms, double p99Ms) {
        return new Latency(
                50, 100, 128, what, round, 800, 1_600, 9, p50Ms, 40, p99Ms, 95, 100 + p99Ms);
    }

    @Test
    void whatWasLeftOutIsSaid() throws IOException {
        new CsvFile<>(results, LeftOut.class).add(new LeftOut("idle", "no time was left"));

        new Report(results).write(docs);

        assertThat(Files.readString(docs.resolve("performance.md")))
                .contains("- idle: no time was left");
    }

    @Test
    void aGatewayStandsBesideAProducer() throws IOException {
        CsvFile<GatewayCost> costs = new CsvFile<>(results, GatewayCost.class);
        for (int round = 1; round <= 3; round++) {
            costs.add(cost(GatewayCost.GATEWAY, round, 0.2 * round));
            costs.add(cost(GatewayCost.DIRECT, round, 0.1 * round));
        }
        CsvFile<GatewayLatency> latencies = new CsvFile<>(results, GatewayLatency.class);
        for (int round = 1; round <= 3; round++) {
            latencies.add(new GatewayLatency("Insert", 1_000, round, 15_000, 10 + round, 40, 80));
        }
        new CsvFile<>(results, GatewayIdle.class).add(new GatewayIdle(50, 2, 0.5, 1.5, 10));

        new Report(results).write(docs);

        assertThat(Files.readString(docs.resolve("performance.md")))
                .contains("| 100 × 128 | direct | 500,000 | 200 µs |  |  |  |")
                .contains(
                        "| 100 × 128 | gateway | 250,000 | 400 µs | **0.500** | 0.500 – 0.500 | 3 |")
                .contains(
                        "| Insert | 1,000 | 12.0 ms | 11.0 – 13.0 ms | 40.0 ms | 40.0 – 40.0 ms | 3 |")
                .contains("| 50 ms | 20.0 % | 5.00 % | 15.0 % | 40.0 % |");
    }

    private static GatewayCost cost(String way, int round, double cpuSeconds) {
        return new GatewayCost(way, 100, 128, round, 100_000, cpuSeconds, 1, 100_000 / cpuSeconds);
    }

    @Test
    void aContenderStandsBesideItsRatioToTheCopy() {
        List<Throughput> runs =
                List.of(
                        new Throughput(1, 128, 2, "copy", 0, 30_000, 1.0, 2.0),
                        new Throughput(1, 128, 2, "split", 0, 30_000, 2.0, 3.0));

        assertThat(ThroughputTable.of(runs))
                .contains(
                        "| single rows × 128 floats, 2 shards | copy | 30,000 | 15,000 |  |  |  |")
                .contains(
                        "| single rows × 128 floats, 2 shards | split | 15,000 | 10,000 | **0.500**"
                                + " | 0.500 – 0.500 | 1 |");
    }

    @Test
    void theGridMakesThePageOnScale() throws IOException {
        CsvFile<ModelPoint> grid = new CsvFile<>(results, ModelPoint.class);
        for (int[] cluster : new int[][] {{16, 20}, {128, 200}, {64, 50}, {32, 100}}) {
            for (int[] cell :
                    new int[][] {{0, 0}, {1, 16}, {1, 256}, {10, 16}, {100, 16}, {100, 256}}) {
                grid.add(point(cluster[0], cluster[1], cell[0], cell[1], 0));
            }
            grid.add(point(cluster[0], cluster[1], 0, 0, 5_000));
        }

        List<Path> written = new Report(results).write(docs);

        assertThat(written).contains(docs.resolve("scale.md"));
        assertThat(Files.readString(docs.resolve("scale.md")))
                .doesNotContain("{{")
                .contains("| fitted to all | 28 | 1.00 |")
                .contains("| each cluster held out in turn | 28 | 1.00 |")
                .contains("| request | 200 |")
                .contains("| byte | 0.001000 |")
                // 0.1 of standing + 20,000 ticks a second of 20 µs.
                .contains("| 1,000 idle channels at 50 ms | 0 | 0 | 20,000 | 0.500 |")
                // As above + 32,446 requests of 200 µs + 3,244,646 rows of 5 µs + 10^10 B of 1 ns.
                .contains(
                        "| 10 GB/s in requests of 100 × 768 floats, 1,000 channels at 50 ms"
                                + " | 32,446 | 3,244,646 | 20,000 | 33.2 |");
    }

    /** Ten seconds of a job whose costs are as the test has them. */
    private static ModelPoint point(
            int channels, int tickStepMs, int rows, int dim, long definitions) {
        double seconds = 10;
        // At two rates, or requests and the ticks they ask for could not be told apart.
        long requests = rows == 0 ? 0 : 10_000 - 10L * dim;
        long bytes = requests * rows * (10 + 4L * dim);
        double cpu =
                0.1 * seconds
                        + 200e-6 * requests
                        + 5e-6 * requests * rows
                        + 1e-9 * bytes
                        + 20e-6 * seconds * 1_000 / tickStepMs * channels
                        + 500e-6 * definitions;
        return new ModelPoint(
                channels,
                4,
                tickStepMs,
                rows,
                dim,
                seconds,
                cpu,
                requests,
                requests * rows,
                bytes,
                definitions);
    }
}

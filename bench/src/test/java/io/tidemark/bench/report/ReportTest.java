package io.tidemark.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.results.CsvFile;
import io.tidemark.bench.results.GatewayCost;
import io.tidemark.bench.results.GatewayIdle;
import io.tidemark.bench.results.GatewayLatency;
import io.tidemark.bench.results.Idle;
import io.tidemark.bench.results.LeftOut;
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

        List<Path> written = new Report(results).write(docs);

        assertThat(written).containsExactly(docs.resolve("performance.md"));
        assertThat(Files.readString(written.get(0)))
                .contains("| 256 | 4 | 50 ms | 25.0 % |")
                .doesNotContain("{{");
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
}

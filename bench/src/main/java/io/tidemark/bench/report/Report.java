package io.tidemark.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.bench.model.CostModel;
import io.tidemark.bench.results.CatchUp;
import io.tidemark.bench.results.CsvFile;
import io.tidemark.bench.results.Definitions;
import io.tidemark.bench.results.GatewayCost;
import io.tidemark.bench.results.GatewayIdle;
import io.tidemark.bench.results.GatewayLatency;
import io.tidemark.bench.results.Idle;
import io.tidemark.bench.results.Latency;
import io.tidemark.bench.results.LatencyPoint;
import io.tidemark.bench.results.LeftOut;
import io.tidemark.bench.results.Machine;
import io.tidemark.bench.results.ModelPoint;
import io.tidemark.bench.results.Read;
import io.tidemark.bench.results.Throughput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pages and pictures that one folder of results makes. */
public final class Report {

    /** With fewer, holding one out would leave nothing that tells ticks from standing still. */
    private static final int LEAST_CLUSTERS = 3;

    private final Path results;

    public Report(Path results) {
        this.results = results;
    }

    /**
     * Writes them.
     *
     * @return the files written; a picture or page without results is left as it was
     */
    public List<Path> write(Path docs) throws IOException {
        Files.createDirectories(docs);
        List<Path> written = new ArrayList<>();
        List<Throughput> runs = read(Throughput.class);
        Path performance = docs.resolve("performance.md");
        Files.writeString(performance, Page.fill("performance.md", performance(runs)), UTF_8);
        written.add(performance);
        if (!runs.isEmpty()) {
            Path plot = docs.resolve("performance-throughput.png");
            Plots.ratios(runs, plot);
            written.add(plot);
        }
        List<LatencyPoint> points = read(LatencyPoint.class);
        if (!points.isEmpty()) {
            Path plot = docs.resolve("performance-latency.png");
            Plots.latencies(points, plot);
            written.add(plot);
        }
        List<ModelPoint> grid = new ArrayList<>(read(ModelPoint.class));
        if (grid.stream().map(ModelPoint::cluster).distinct().count() >= LEAST_CLUSTERS) {
            // Idle jobs of few and of many channels tell steps of the grid from channels' ticks.
            read(Idle.class).forEach(idle -> grid.add(ModelPoint.of(idle)));
            Path scale = docs.resolve("scale.md");
            Files.writeString(scale, Page.fill("scale.md", scale(grid, runs)), UTF_8);
            written.add(scale);
        }
        return written;
    }

    /** The table of throughput alone. */
    public String throughput() throws IOException {
        return ThroughputTable.of(read(Throughput.class));
    }

    /** The tables of the gateway alone. */
    public String gateway() throws IOException {
        return String.join(
                "\n\n",
                GatewayTables.latency(read(GatewayLatency.class)),
                GatewayTables.cost(read(GatewayCost.class)),
                GatewayTables.idle(read(GatewayIdle.class)));
    }

    private Map<String, String> performance(List<Throughput> runs) throws IOException {
        Map<String, String> tables = new TreeMap<>();
        tables.put("machine", Tables.machine(read(Machine.class)));
        tables.put(
                "budget",
                new BudgetTable()
                        .of(
                                runs,
                                read(Latency.class),
                                read(GatewayLatency.class),
                                read(GatewayCost.class)));
        tables.put("throughput", ThroughputTable.of(runs));
        tables.put("latency", Tables.latency(read(Latency.class)));
        tables.put("idle", Tables.idle(read(Idle.class)));
        tables.put("definitions", Tables.definitions(read(Definitions.class)));
        tables.put("gateway-latency", GatewayTables.latency(read(GatewayLatency.class)));
        tables.put("gateway-cost", GatewayTables.cost(read(GatewayCost.class)));
        tables.put("gateway-idle", GatewayTables.idle(read(GatewayIdle.class)));
        tables.put("catch-up", Tables.catchUp(read(CatchUp.class)));
        tables.put("read", Tables.read(read(Read.class)));
        tables.put("left-out", Tables.leftOut(read(LeftOut.class)));
        return tables;
    }

    private Map<String, String> scale(List<ModelPoint> grid, List<Throughput> runs)
            throws IOException {
        CostModel model = CostModel.fit(grid);
        Map<String, String> tables = new TreeMap<>();
        tables.put("machine", Tables.machine(read(Machine.class)));
        tables.put("parts", ModelTables.parts(model));
        tables.put("accuracy", ModelTables.accuracy(grid, model));
        tables.put("full-load", ModelTables.atFullLoad(model, runs));
        tables.put("at-scale", ModelTables.atScale(model));
        return tables;
    }

    private <T extends Record> List<T> read(Class<T> type) throws IOException {
        return new CsvFile<>(results, type).read();
    }
}

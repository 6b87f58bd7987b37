package io.tidemark.bench.report;

import io.tidemark.bench.figures.Contender;
import io.tidemark.bench.model.PairRatios;
import io.tidemark.bench.results.Throughput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows a CPU-second, shape by shape. */
final class ThroughputTable {

    private ThroughputTable() {}

    /** Runs by their shape, in the order in which they were taken. */
    static Map<String, List<Throughput>> byShape(List<Throughput> runs) {
        Map<String, List<Throughput>> shapes = new LinkedHashMap<>();
        for (Throughput run : runs) {
            shapes.computeIfAbsent(shape(run), first -> new ArrayList<>()).add(run);
        }
        return shapes;
    }

    private static String shape(Throughput run) {
        String rows = run.rowsPerRequest() == 1 ? "single rows" : run.rowsPerRequest() + " rows";
        String shards = run.shards() == 1 ? "1 shard" : run.shards() + " shards";
        return rows + " × " + run.dim() + " floats, " + shards;
    }

    static String of(List<Throughput> runs) {
        Table table =
                new Table(
                        "requests of",
                        "who",
                        "rows a CPU-second",
                        "rows a second",
                        "against the copy",
                        "lowest – highest",
                        "pairs");
        byShape(runs)
                .forEach(
                        (shape, all) -> {
                            for (Contender contender : Contender.values()) {
                                row(table, shape, all, contender.label());
                            }
                        });
        return table.toString();
    }

    private static void row(Table table, String shape, List<Throughput> all, String contender) {
        List<Throughput> own =
                all.stream().filter(run -> run.contender().equals(contender)).toList();
        if (own.isEmpty()) {
            return;
        }
        double perCpuSecond = Rounds.median(own, Throughput::rowsPerCpuSecond);
        double perSecond = Rounds.median(own, run -> run.rows() / run.seconds());
        Optional<PairRatios> ratios =
                contender.equals(Contender.COPY.label())
                        ? Optional.empty()
                        : PairRatios.of(all, contender, Contender.COPY.label());
        table.row(
                shape,
                contender,
                Table.number(perCpuSecond),
                Table.number(perSecond),
                ratios.map(found -> "**" + Table.number(found.median()) + "**").orElse(""),
                ratios.map(found -> Table.number(found.min()) + " – " + Table.number(found.max()))
                        .orElse(""),
                ratios.map(found -> Integer.toString(found.pairs())).orElse(""));
    }
}

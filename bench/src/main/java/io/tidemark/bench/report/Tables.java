package io.tidemark.bench.report;

import io.tidemark.bench.model.PairRatios;
import io.tidemark.bench.results.CatchUp;
import io.tidemark.bench.results.Definitions;
import io.tidemark.bench.results.Idle;
import io.tidemark.bench.results.Latency;
import io.tidemark.bench.results.LeftOut;
import io.tidemark.bench.results.Machine;
import io.tidemark.bench.results.Read;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The smaller tables of the page on performance. */
final class Tables {

    private Tables() {}

    /** The newest of each fact: results may come from several calls. */
    static String machine(List<Machine> facts) {
        Map<String, String> newest = new TreeMap<>();
        facts.forEach(fact -> newest.put(fact.name(), fact.value()));
        Table table = new Table("what", "");
        newest.forEach(table::row);
        return table.toString();
    }

    static String latency(List<Latency> latencies) {
        Table table =
                new Table(
                        "tick step",
                        "requests of",
                        "requests a second (half of)",
                        "from due to",
                        "p50",
                        "p90",
                        "p99",
                        "p99.9",
                        "max");
        for (Latency latency : latencies) {
            table.row(
                    latency.tickStepMs() + " ms",
                    latency.rowsPerRequest() + " × " + latency.dim(),
                    Table.number(latency.perSecond())
                            + " ("
                            + Table.number(latency.capacity())
                            + ")",
                    latency.what().equals("answer") ? "answer" : "row visible",
                    ms(latency.p50Ms()),
                    ms(latency.p90Ms()),
                    ms(latency.p99Ms()),
                    ms(latency.p999Ms()),
                    ms(latency.maxMs()));
        }
        return table.toString();
    }

    static String idle(List<Idle> figures) {
        Table table = new Table("channels", "partitions", "tick step", "CPU, of one core");
        for (Idle idle : figures) {
            table.row(
                    idle.channels(),
                    idle.partitions(),
                    idle.tickStepMs() + " ms",
                    Table.percent(idle.cpuSeconds() / idle.seconds()));
        }
        return table.toString();
    }

    static String definitions(List<Definitions> figures) {
        Table table = new Table("in flight", "definitions a second", "CPU of one", "p50", "p99");
        for (Definitions figure : figures) {
            table.row(
                    figure.inFlight(),
                    Table.number(figure.count() / figure.seconds()),
                    ms(figure.cpuSeconds() / figure.count() * 1000),
                    ms(figure.p50Ms()),
                    ms(figure.p99Ms()));
        }
        return table.toString();
    }

    static String catchUp(List<CatchUp> figures) {
        Table table =
                new Table(
                        "requests of",
                        "requests a second meanwhile",
                        "down for",
                        "first message after",
                        "backlog done after another",
                        "× real time");
        for (CatchUp figure : figures) {
            table.row(
                    figure.rowsPerRequest() + " × " + figure.dim(),
                    Table.number(figure.perSecond()),
                    Table.number(figure.downSeconds()) + " s",
                    Table.number(figure.startSeconds()) + " s",
                    Table.number(figure.workSeconds()) + " s",
                    Table.number(figure.downSeconds() / figure.workSeconds()));
        }
        return table.toString();
    }

    static String read(List<Read> passes) {
        Table table = new Table("reader", "rows a CPU-second", "rows a second", "passes");
        new TreeMap<>(passes.stream().collect(Collectors.groupingBy(Read::reader)))
                .forEach(
                        (reader, own) ->
                                table.row(
                                        reader,
                                        Table.number(
                                                PairRatios.median(
                                                        own.stream()
                                                                .map(
                                                                        pass ->
                                                                                pass.rows()
                                                                                        / pass
                                                                                                .cpuSeconds())
                                                                .toList())),
                                        Table.number(
                                                PairRatios.median(
                                                        own.stream()
                                                                .map(
                                                                        pass ->
                                                                                pass.rows()
                                                                                        / pass
                                                                                                .seconds())
                                                                .toList())),
                                        own.size()));
        return table.toString();
    }

    static String leftOut(List<LeftOut> measurements) {
        if (measurements.isEmpty()) {
            return "Nothing was left out.";
        }
        return measurements.stream()
                .map(one -> "- " + one.measurement() + ": " + one.reason())
                .collect(Collectors.joining("\n"));
    }

    private static String ms(double ms) {
        return Table.number(ms) + " ms";
    }
}

package io.tidemark.bench.report;

import io.tidemark.bench.results.CatchUp;
import io.tidemark.bench.results.Definitions;
import io.tidemark.bench.results.Idle;
import io.tidemark.bench.results.Latency;
import io.tidemark.bench.results.LeftOut;
import io.tidemark.bench.results.Machine;
import io.tidemark.bench.results.Read;
import java.util.Collection;
import java.util.LinkedHashMap;
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

    /** The rounds of one load and way each, in the order in which they were taken. */
    static Collection<List<Latency>> latencyRounds(List<Latency> latencies) {
        return latencies.stream()
                .collect(
                        Collectors.groupingBy(
                                one ->
                                        List.of(
                                                one.tickStepMs(),
                                                one.rowsPerRequest(),
                                                one.dim(),
                                                one.what()),
                                LinkedHashMap::new,
                                Collectors.toList()))
                .values();
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
                        "p99, lowest – highest",
                        "p99.9",
                        "max",
                        "rounds");
        for (List<Latency> rounds : latencyRounds(latencies)) {
            Latency load = rounds.get(0);
            table.row(
                    load.tickStepMs() + " ms",
                    load.rowsPerRequest() + " × " + load.dim(),
                    Table.number(load.perSecond()) + " (" + Table.number(load.capacity()) + ")",
                    load.what().equals("answer") ? "answer" : "row visible",
                    Rounds.medianMs(rounds, Latency::p50Ms),
                    Rounds.medianMs(rounds, Latency::p90Ms),
                    Rounds.medianMs(rounds, Latency::p99Ms),
                    Rounds.rangeMs(rounds, Latency::p99Ms),
                    Rounds.medianMs(rounds, Latency::p999Ms),
                    ms(rounds.stream().mapToDouble(Latency::maxMs).max().orElseThrow()),
                    rounds.size());
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
                                                Rounds.median(
                                                        own,
                                                        pass -> pass.rows() / pass.cpuSeconds())),
                                        Table.number(
                                                Rounds.median(
                                                        own, pass -> pass.rows() / pass.seconds())),
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

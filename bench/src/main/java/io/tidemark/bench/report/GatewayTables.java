package io.tidemark.bench.report;

import io.tidemark.bench.model.PairRatios;
import io.tidemark.bench.results.GatewayCost;
import io.tidemark.bench.results.GatewayIdle;
import io.tidemark.bench.results.GatewayLatency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a gateway costs, medians of rounds. */
final class GatewayTables {

    private static final List<String> WAYS =
            List.of(
                    GatewayCost.DIRECT,
                    GatewayCost.GATEWAY,
                    GatewayCost.DIRECT_AGAIN,
                    GatewayCost.DIRECT_HUGE_PAGES);

    private GatewayTables() {}

    static String latency(List<GatewayLatency> rounds) {
        Table table =
                new Table(
                        "call",
                        "calls a second",
                        "p50",
                        "p50, lowest – highest",
                        "p99",
                        "p99, lowest – highest",
                        "rounds");
        rounds.stream()
                .collect(
                        Collectors.groupingBy(
                                GatewayLatency::rpc, LinkedHashMap::new, Collectors.toList()))
                .forEach(
                        (rpc, own) ->
                                table.row(
                                        rpc,
                                        Table.number(own.get(0).perSecond()),
                                        Rounds.medianMs(own, GatewayLatency::p50Ms),
                                        Rounds.rangeMs(own, GatewayLatency::p50Ms),
                                        Rounds.medianMs(own, GatewayLatency::p99Ms),
                                        Rounds.rangeMs(own, GatewayLatency::p99Ms),
                                        own.size()));
        return table.toString();
    }

    static String cost(List<GatewayCost> runs) {
        Table table =
                new Table(
                        "inserts of",
                        "way",
                        "rows a CPU-second",
                        "CPU of an insert",
                        "against direct",
                        "lowest – highest",
                        "pairs");
        runs.stream()
                .collect(
                        Collectors.groupingBy(
                                GatewayCost::rowsPerRequest,
                                LinkedHashMap::new,
                                Collectors.toList()))
                .forEach((rows, own) -> WAYS.forEach(way -> cost(table, own, way)));
        return table.toString();
    }

    private static void cost(Table table, List<GatewayCost> runs, String way) {
        List<GatewayCost> own = runs.stream().filter(run -> run.way().equals(way)).toList();
        if (own.isEmpty()) {
            return;
        }
        double rate = Rounds.median(own, GatewayCost::rowsPerCpuSecond);
        int rows = own.get(0).rowsPerRequest();
        Optional<PairRatios> ratios =
                way.equals(GatewayCost.DIRECT)
                        ? Optional.empty()
                        : PairRatios.of(rates(runs, way), rates(runs, GatewayCost.DIRECT));
        table.row(
                rows + " × " + own.get(0).dim(),
                way,
                Table.number(rate),
                Table.number(rows / rate * 1e6) + " µs",
                ratios.map(found -> "**" + Table.number(found.median()) + "**").orElse(""),
                ratios.map(found -> Table.number(found.min()) + " – " + Table.number(found.max()))
                        .orElse(""),
                ratios.map(found -> Integer.toString(found.pairs())).orElse(""));
    }

    /** Rows a CPU-second of one way, by round. */
    static Map<Integer, Double> rates(List<GatewayCost> runs, String way) {
        return runs.stream()
                .filter(run -> run.way().equals(way))
                .collect(
                        Collectors.toMap(
                                GatewayCost::round,
                                GatewayCost::rowsPerCpuSecond,
                                (first, newest) -> newest,
                                TreeMap::new));
    }

    static String idle(List<GatewayIdle> figures) {
        Table table = new Table("tick step", "job", "gateway", "broker", "all, of one core");
        for (GatewayIdle idle : figures) {
            double seconds = idle.seconds();
            table.row(
                    idle.tickStepMs() + " ms",
                    Table.percent(idle.jobCpuSeconds() / seconds),
                    Table.percent(idle.gatewayCpuSeconds() / seconds),
                    Table.percent(idle.brokerCpuSeconds() / seconds),
                    Table.percent(
                            (idle.jobCpuSeconds()
                                            + idle.gatewayCpuSeconds()
                                            + idle.brokerCpuSeconds())
                                    / seconds));
        }
        return table.toString();
    }
}

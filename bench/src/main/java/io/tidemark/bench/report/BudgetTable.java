package io.tidemark.bench.report;

import io.tidemark.bench.figures.Contender;
import io.tidemark.bench.model.PairRatios;
import io.tidemark.bench.results.GatewayCost;
import io.tidemark.bench.results.GatewayLatency;
import io.tidemark.bench.results.Latency;
import io.tidemark.bench.results.Throughput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The figures beside what they were to be: the budget of the design (its section 9) and of the
 * gateway. Throughput has two rungs, what was to be reached first and what then.
 */
final class BudgetTable {

    private static final double ANSWER_P50_MS = 20;
    private static final double ANSWER_P99_MS = 60;
    private static final double BESIDE_A_TICK_STEP_MS = 10;
    private static final double GATEWAY_RATIO = 0.5;

    private final Table table = new Table("what", "budget", "measured", "");

    String of(
            List<Throughput> runs,
            List<Latency> latencies,
            List<GatewayLatency> calls,
            List<GatewayCost> costs) {
        ThroughputTable.byShape(runs).forEach(this::throughput);
        Tables.latencyRounds(latencies).forEach(this::latency);
        calls.stream().collect(Collectors.groupingBy(GatewayLatency::rpc)).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(rounds -> roundTrips(rounds.getKey(), rounds.getValue()));
        gateway(costs);
        return table.toString();
    }

    private void throughput(String shape, List<Throughput> runs) {
        boolean single = runs.get(0).rowsPerRequest() == 1;
        double first = single ? 0.5 : 0.7;
        double second = single ? 0.75 : 0.85;
        for (Contender contender : List.of(Contender.TIDEMARK_HEAP, Contender.TIDEMARK_ROCKSDB)) {
            PairRatios.of(runs, contender.label(), Contender.COPY.label())
                    .ifPresent(
                            found ->
                                    row(
                                            shape
                                                    + ": `"
                                                    + contender.label()
                                                    + "` against the copy",
                                            first + ", then " + second,
                                            Table.number(found.median()),
                                            rung(found.median(), first, second)));
        }
        PairRatios.of(runs, Contender.COPY_AGAIN.label(), Contender.COPY.label())
                .ifPresent(found -> alike(shape + ": a second copy against the copy", found));
    }

    /** A ratio to itself that strays from 1 says how little the other ratios are worth. */
    private void alike(String what, PairRatios found) {
        row(
                what,
                "contains 1",
                Table.number(found.min()) + " – " + Table.number(found.max()),
                found.min() <= 1 && found.max() >= 1 ? "kept" : "**missed**");
    }

    private static String rung(double ratio, double first, double second) {
        if (ratio >= second) {
            return "both reached";
        }
        return ratio >= first ? "the first reached" : "**missed**";
    }

    private void latency(List<Latency> rounds) {
        Latency latency = rounds.get(0);
        double p50Ms = Rounds.median(rounds, Latency::p50Ms);
        String load =
                latency.rowsPerRequest()
                        + " × "
                        + latency.dim()
                        + ", tick step "
                        + latency.tickStepMs()
                        + " ms: ";
        if (latency.what().equals("answer")) {
            most(load + "answer, p50", ANSWER_P50_MS, p50Ms);
            most(load + "answer, p99", ANSWER_P99_MS, Rounds.median(rounds, Latency::p99Ms));
        } else {
            double within = latency.tickStepMs() + BESIDE_A_TICK_STEP_MS;
            most(load + "row visible, p50", within, p50Ms);
        }
    }

    private void roundTrips(String rpc, List<GatewayLatency> rounds) {
        most(
                rpc + " by the gateway, p50",
                ANSWER_P50_MS,
                Rounds.median(rounds, GatewayLatency::p50Ms));
        most(
                rpc + " by the gateway, p99",
                ANSWER_P99_MS,
                Rounds.median(rounds, GatewayLatency::p99Ms));
    }

    private void gateway(List<GatewayCost> costs) {
        List<GatewayCost> batches = new ArrayList<>(costs);
        batches.removeIf(cost -> cost.rowsPerRequest() == 1);
        Map<Integer, Double> direct = GatewayTables.rates(batches, GatewayCost.DIRECT);
        PairRatios.of(GatewayTables.rates(batches, GatewayCost.GATEWAY), direct)
                .ifPresent(
                        found ->
                                row(
                                        "rows a CPU-second of the gateway against a producer's,"
                                                + " batches",
                                        "at least " + GATEWAY_RATIO,
                                        Table.number(found.median()),
                                        found.median() >= GATEWAY_RATIO ? "kept" : "**missed**"));
        PairRatios.of(GatewayTables.rates(batches, GatewayCost.DIRECT_AGAIN), direct)
                .ifPresent(found -> alike("a second producer against the producer", found));
    }

    private void most(String what, double budgetMs, double measuredMs) {
        row(
                what,
                "at most " + Table.number(budgetMs) + " ms",
                Table.number(measuredMs) + " ms",
                measuredMs <= budgetMs ? "kept" : "**missed**");
    }

    private void row(String what, String budget, String measured, String verdict) {
        table.row(what, budget, measured, verdict);
    }
}

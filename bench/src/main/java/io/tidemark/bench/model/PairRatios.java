package io.tidemark.bench.model;

import io.tidemark.bench.results.Throughput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Rows a CPU-second of one contender over those of another in the same round: two runs that stood
 * beside each other, so that what changes slowly on the machine is in both.
 *
 * @param pairs how many there are
 */
public record PairRatios(int pairs, double min, double median, double max) {

    /**
     * Pairs runs by their rounds; a round that lacks one of both is left out.
     *
     * @param runs of one shape, of all contenders
     * @return empty where there is no pair
     */
    public static Optional<PairRatios> of(
            List<Throughput> runs, String contender, String baseline) {
        return of(rates(runs, contender), rates(runs, baseline));
    }

    /**
     * Pairs figures by their rounds; a round that lacks one of both is left out.
     *
     * @return empty where there is no pair
     */
    public static Optional<PairRatios> of(
            Map<Integer, Double> contender, Map<Integer, Double> baseline) {
        List<Double> ratios = new ArrayList<>();
        contender.forEach(
                (round, rate) -> {
                    if (baseline.containsKey(round)) {
                        ratios.add(rate / baseline.get(round));
                    }
                });
        if (ratios.isEmpty()) {
            return Optional.empty();
        }
        ratios.sort(Double::compare);
        return Optional.of(
                new PairRatios(
                        ratios.size(),
                        ratios.get(0),
                        median(ratios),
                        ratios.get(ratios.size() - 1)));
    }

    /** The middle one, or between the two in the middle. */
    public static double median(List<Double> values) {
        return new Median().evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static Map<Integer, Double> rates(List<Throughput> runs, String contender) {
        Map<Integer, Double> rates = new TreeMap<>();
        for (Throughput run : runs) {
            if (run.contender().equals(contender)) {
                rates.put(run.round(), run.rowsPerCpuSecond());
            }
        }
        return rates;
    }
}

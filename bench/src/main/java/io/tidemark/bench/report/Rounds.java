package io.tidemark.bench.report;

import io.tidemark.bench.model.PairRatios;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One figure over the rounds in which it was taken. */
final class Rounds {

    private Rounds() {}

    static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
        return PairRatios.median(rounds.stream().map(figure::applyAsDouble).toList());
    }

    static <T> String medianMs(List<T> rounds, ToDoubleFunction<T> figure) {
        return Table.number(median(rounds, figure)) + " ms";
    }

    /** The lowest and the highest. */
    static <T> String rangeMs(List<T> rounds, ToDoubleFunction<T> figure) {
        DoubleSummaryStatistics all = rounds.stream().mapToDouble(figure).summaryStatistics();
        return Table.number(all.getMin()) + " – " + Table.number(all.getMax()) + " ms";
    }
}

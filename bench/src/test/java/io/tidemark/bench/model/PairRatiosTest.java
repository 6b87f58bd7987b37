package io.tidemark.bench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.bench.results.Throughput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairRatiosTest {

    private static Throughput run(String contender, int round, double cpuSeconds) {
        return new Throughput(100, 128, 1, contender, round, 1_000, cpuSeconds, 2.0);
    }

    @Test
    void usageExample() {
        List<Throughput> runs = List.of(run("copy", 0, 1.0), run("mine", 0, 2.0));

        assertThat(PairRatios.of(runs, "mine", "copy")).contains(new PairRatios(1, 0.5, 0.5, 0.5));
    }

    @Test
    void pairsAreMadeByRoundAndNotByOrder() {
        List<Throughput> runs =
                List.of(
                        run("mine", 1, 4.0),
                        run("copy", 0, 1.0),
                        run("mine", 0, 4.0),
                        run("copy", 1, 2.0),
                        run("mine", 2, 10.0),
                        run("copy", 2, 1.0));

        PairRatios ratios = PairRatios.of(runs, "mine", "copy").orElseThrow();

        assertThat(ratios.pairs()).isEqualTo(3);
        assertThat(ratios.min()).isCloseTo(0.1, within(1e-9));
        assertThat(ratios.median()).isCloseTo(0.25, within(1e-9));
        assertThat(ratios.max()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aRoundWithoutItsPairIsLeftOut() {
        List<Throughput> runs = new ArrayList<>(List.of(run("copy", 0, 1.0), run("mine", 1, 1.0)));

        assertThat(PairRatios.of(runs, "mine", "copy")).isEmpty();

        runs.add(run("copy", 1, 3.0));
        assertThat(PairRatios.of(runs, "mine", "copy").orElseThrow().pairs()).isEqualTo(1);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(PairRatios.median(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3.0);
    }
}

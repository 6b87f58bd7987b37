package io.tidemark.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CampaignPlanTest {

    @Test
    void usageExample() {
        CampaignPlan plan = plan(1);
        assertThat(plan.batches()).isEqualTo(3);
        assertThat(plan.faultsIn(0)).isEqualTo(3);
        assertThat(plan.faultsIn(2)).isEqualTo(1);
    }

    @Test
    void noBatchOfOneSeedIsABatchOfAnother() {
        Set<Long> seeds = new HashSet<>();
        for (int seed = 0; seed < 30; seed++) {
            for (int batch = 0; batch < 30; batch++) {
                seeds.add(plan(seed).seedOf(batch));
            }
        }
        assertThat(seeds).hasSize(900);
    }

    private static CampaignPlan plan(long seed) {
        return new CampaignPlan(
                Path.of("home"),
                Path.of("data"),
                seed,
                7,
                3,
                List.of(FaultKind.CALM),
                100,
                3,
                Duration.ofSeconds(30),
                new TreeMap<>());
    }
}

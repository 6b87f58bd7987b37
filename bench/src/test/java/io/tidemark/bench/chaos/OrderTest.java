package io.tidemark.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final List<FaultKind> KINDS =
            List.of(FaultKind.ZOMBIE, FaultKind.RESCALE, FaultKind.DISK_FULL);

    @Test
    void usageExample() {
        assertThat(Order.of(KINDS, 2, 7))
                .containsExactlyInAnyOrder(
                        FaultKind.ZOMBIE,
                        FaultKind.ZOMBIE,
                        FaultKind.RESCALE,
                        FaultKind.RESCALE,
                        FaultKind.DISK_FULL,
                        FaultKind.DISK_FULL);
    }

    @Test
    void theSameSeedGivesTheSameOrderAndAnotherSeedAnother() {
        assertThat(Order.of(KINDS, 10, 7)).isEqualTo(Order.of(KINDS, 10, 7));
        assertThat(Order.of(KINDS, 10, 7)).isNotEqualTo(Order.of(KINDS, 10, 8));
    }
}

package io.tidemark.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final int ROUNDS = 5;
    private static final List<String> ALL = List.of("a", "b", "c", "d");

    @Test
    void noneAlwaysFollowsTheSameOne() {
        Turns turns = new Turns();
        Set<String> beforeB = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> order = turns.next(ALL);
            assertThat(order).containsExactlyInAnyOrderElementsOf(ALL);
            int b = order.indexOf("b");
            beforeB.add(b == 0 ? "nobody" : order.get(b - 1));
        }

        assertThat(beforeB).hasSizeGreaterThan(2);
    }

    @Test
    void everyRunIsTheSame() {
        assertThat(new Turns().next(ALL)).isEqualTo(new Turns().next(ALL));
    }
}

package io.tidemark.tick;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickDemandTest {

    /** Of the log, which is another one than this machine's. */
    private static final long LOG_MS = 1_800_000_000_000L;

    private long nowMs = 77;
    private final List<Long> ticks = new ArrayList<>();
    private final TickDemand demand = new TickDemand(5, 0, 1, () -> nowMs, ticks::add);

    @Test
    void usageExample() {
        nowMs += 40;
        assertThat(demand.waiting(LOG_MS)).isEqualTo(TickDemand.NONE);
        assertThat(ticks).as("meta stood still: at once").containsExactly(LOG_MS + 1);
    }

    @Test
    void behindAnAdvanceItWaitsAWhile() {
        nowMs += 40;
        demand.advanced(LOG_MS);
        nowMs += 2;
        assertThat(demand.waiting(LOG_MS)).isEqualTo(3);
        nowMs += 2;
        assertThat(demand.waiting(LOG_MS)).isEqualTo(1);
        assertThat(ticks).isEmpty();
        nowMs += 1;
        assertThat(demand.waiting(LOG_MS + 3)).isEqualTo(TickDemand.NONE);
        assertThat(ticks).containsExactly(LOG_MS + 4);
    }

    @Test
    void anAdvanceBringsOneTickAtMost() {
        nowMs += 5;
        demand.waiting(LOG_MS);
        nowMs += 1_000;
        assertThat(demand.waiting(LOG_MS + 1_000)).isEqualTo(TickDemand.NONE);
        assertThat(ticks).as("the first may be lost: the ticker's next brings more").hasSize(1);
        demand.advanced(LOG_MS);
        nowMs += 5;
        demand.waiting(LOG_MS + 1_001);
        assertThat(ticks).containsExactly(LOG_MS + 1, LOG_MS + 1_002);
    }

    @Test
    void subtasksTakeTurnsAMillisecondApartInAnOrderThatGoesOn() {
        assertThat(turns(LOG_MS)).containsExactlyInAnyOrder(5L, 6L, 7L, 8L);
        assertThat(turns(LOG_MS + 1)).containsExactlyInAnyOrder(5L, 6L, 7L, 8L);
        assertThat(turns(LOG_MS + 1).indexOf(5L))
                .as("who is first")
                .isNotEqualTo(turns(LOG_MS).indexOf(5L));
    }

    /** How long each of four subtasks waits behind an advance. */
    private List<Long> turns(long metaMs) {
        List<Long> turns = new ArrayList<>();
        for (int subtask = 0; subtask < 4; subtask++) {
            TickDemand one = new TickDemand(5, subtask, 4, () -> nowMs, ticks::add);
            one.advanced(metaMs);
            turns.add(one.waiting(LOG_MS));
        }
        assertThat(ticks).isEmpty();
        return turns;
    }
}

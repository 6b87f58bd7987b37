package io.tidemark.tick;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickDemandTest {

    /** Of the log, which is another one than this machine's. */
    private static final long LOG_MS = 1_800_000_000_000L;

    private static final long AGAIN_MS = 1_005;

    private long nowMs = 77;
    private final List<Long> ticks = new ArrayList<>();
    private final TickDemand demand = new TickDemand(5, 0, 1, () -> nowMs, ticks::add);

    @Test
    void usageExample() {
        assertThat(demand.waiting(LOG_MS)).isEqualTo(AGAIN_MS);
        assertThat(ticks).as("meta stood still: at once").containsExactly(LOG_MS + 1);
    }

    @Test
    void behindAnAdvanceItWaitsAWhile() {
        demand.advanced(LOG_MS);
        nowMs += 2;
        assertThat(demand.waiting(LOG_MS)).isEqualTo(3);
        nowMs += 2;
        assertThat(demand.waiting(LOG_MS)).isEqualTo(1);
        assertThat(ticks).isEmpty();
        nowMs += 1;
        demand.waiting(LOG_MS + 3);
        assertThat(ticks).containsExactly(LOG_MS + 4);
    }

    @Test
    void anAdvanceBringsOneTick() {
        demand.waiting(LOG_MS);
        nowMs += AGAIN_MS - 1;
        assertThat(demand.waiting(LOG_MS + 900)).isEqualTo(1);
        assertThat(ticks).hasSize(1);
        demand.advanced(LOG_MS + 900);
        nowMs += 5;
        demand.waiting(LOG_MS + 901);
        assertThat(ticks).containsExactly(LOG_MS + 1, LOG_MS + 902);
    }

    @Test
    void whatDoesNotComeBackIsAskedForAgain() {
        demand.waiting(LOG_MS);
        nowMs += AGAIN_MS;
        assertThat(demand.waiting(LOG_MS)).isEqualTo(AGAIN_MS);
        assertThat(ticks).containsExactly(LOG_MS + 1, LOG_MS + 1);
    }

    @Test
    void aClockThatIsSetBackSilencesNobodyForLong() {
        demand.advanced(LOG_MS);
        nowMs -= 3_600_000;
        assertThat(demand.waiting(LOG_MS)).isEqualTo(AGAIN_MS);
        demand.advanced(LOG_MS + 50);
        nowMs += 5;
        demand.waiting(LOG_MS);
        assertThat(ticks).hasSize(1);
    }

    @Test
    void subtasksTakeTurnsAMillisecondApartInAnOrderThatGoesOn() {
        assertThat(turns(4, LOG_MS)).containsExactlyInAnyOrder(5L, 6L, 7L, 8L);
        assertThat(turns(4, LOG_MS + 1)).containsExactlyInAnyOrder(5L, 6L, 7L, 8L);
        assertThat(turns(4, LOG_MS + 1).indexOf(5L))
                .as("who is first")
                .isNotEqualTo(turns(4, LOG_MS).indexOf(5L));
    }

    @Test
    void amongManyNobodyWaitsForAllOthers() {
        assertThat(turns(255, LOG_MS)).allMatch(waitMs -> waitMs <= 20);
    }

    /** How long each of some subtasks waits behind an advance. */
    private List<Long> turns(int subtasks, long metaMs) {
        List<Long> turns = new ArrayList<>();
        for (int subtask = 0; subtask < subtasks; subtask++) {
            TickDemand one = new TickDemand(5, subtask, subtasks, () -> nowMs, ticks::add);
            one.advanced(metaMs);
            turns.add(one.waiting(LOG_MS));
        }
        assertThat(ticks).isEmpty();
        return turns;
    }
}

package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickScheduleTest {

    /** A boundary of the grid. */
    private static final long NOW = 1_800_000_000_000L;

    private long nowMs = NOW;
    private final TickSchedule schedule =
            new TickSchedule(new TickerClock(() -> nowMs, () -> (nowMs - NOW) * 1_000_000), 2, 50);

    @Test
    void usageExample() {
        assertThat(due()).containsExactly("0 at 0", "1 at 0", "2 at 0");
        for (int partition = 0; partition <= 2; partition++) {
            schedule.acknowledged(partition, NOW);
        }
        nowMs = NOW + 49;
        assertThat(due()).isEmpty();
        nowMs = NOW + 53;
        assertThat(due())
                .as("just after a boundary of the grid")
                .containsExactly("0 at 53", "1 at 53", "2 at 53");
    }

    @Test
    void tellsHowLongToWait() {
        assertThat(schedule.tick((partition, timeMs) -> {})).isEqualTo(50);
        nowMs = NOW + 45;
        assertThat(schedule.tick((partition, timeMs) -> {})).isEqualTo(5);
    }

    @Test
    void aTickThatCameLateDoesNotMoveTheNext() {
        nowMs = NOW + 37;
        due();
        for (int partition = 0; partition <= 2; partition++) {
            schedule.acknowledged(partition, NOW + 37);
        }
        nowMs = NOW + 49;
        assertThat(due()).isEmpty();
        nowMs = NOW + 50;
        assertThat(due()).containsExactly("0 at 50", "1 at 50", "2 at 50");
    }

    @Test
    void aPartitionHasOneTickUnderWayAndHoldsNoOther() {
        due();
        schedule.acknowledged(1, NOW);
        nowMs = NOW + 100;
        assertThat(due()).containsExactly("1 at 100");
        schedule.acknowledged(0, NOW + 100);
        nowMs = NOW + 150;
        assertThat(due()).containsExactly("0 at 150");
    }

    @Test
    void aTickGivenUpIsFollowedByAnother() {
        due();
        schedule.failed(2);
        nowMs = NOW + 50;
        assertThat(due()).containsExactly("2 at 50");
    }

    @Test
    void aPartitionThatStaysAwayIsReportedOnce() {
        due();
        assertThat(schedule.failed(1)).as("at once: a leader may just change").isFalse();
        nowMs = NOW + 2_000;
        due();
        assertThat(schedule.failed(1)).isTrue();
        nowMs = NOW + 5_000;
        due();
        assertThat(schedule.failed(1)).isFalse();
        nowMs = NOW + 6_000;
        due();
        schedule.acknowledged(1, NOW + 6_000);
        nowMs = NOW + 9_000;
        due();
        nowMs = NOW + 12_000;
        assertThat(schedule.failed(1)).as("another time").isTrue();
    }

    private List<String> due() {
        List<String> sent = new ArrayList<>();
        schedule.tick((partition, timeMs) -> sent.add(partition + " at " + (timeMs - NOW)));
        return sent;
    }
}

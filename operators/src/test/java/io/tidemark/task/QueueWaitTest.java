package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueWaitTest {

    private final List<Long> waitsMs = new ArrayList<>();
    private long nowMs = 100;
    private int asked;
    private final QueueWait wait =
            new QueueWait(
                    () -> {
                        asked++;
                        return nowMs;
                    },
                    waitsMs::add);

    @Test
    void usageExample() {
        wait.added(0);
        nowMs = 107;
        wait.decided(1);

        assertThat(waitsMs).containsExactly(7L);
    }

    @Test
    void oneRequestAtATimeIsMeasured() {
        wait.added(0);
        nowMs = 105;
        wait.added(1);
        wait.added(2);
        nowMs = 110;
        wait.decided(3);
        wait.decided(3);
        wait.added(3);
        nowMs = 130;
        wait.decided(4);

        assertThat(waitsMs).containsExactly(10L, 20L);
        assertThat(asked).as("readings of the clock").isEqualTo(4);
    }

    @Test
    void whatIsStillInTheQueueHasNotWaitedYet() {
        wait.added(5);
        nowMs = 120;
        wait.decided(5);
        assertThat(waitsMs).isEmpty();

        nowMs = 130;
        wait.decided(6);
        assertThat(waitsMs).containsExactly(30L);
    }

    @Test
    void aClockSetBackIsNoWaitBelowNothing() {
        wait.added(0);
        nowMs = 90;
        wait.decided(1);

        assertThat(waitsMs).containsExactly(0L);
    }
}

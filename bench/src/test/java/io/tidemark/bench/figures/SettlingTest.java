package io.tidemark.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A number that must stand for 200, by a clock that begins at 1000. */
class SettlingTest {

    private final Settling settling = new Settling(Duration.ofNanos(200), 0, 1_000);

    @Test
    void usageExample() {
        settling.see(4, 1_010);
        settling.see(9, 1_020);
        settling.see(9, 1_219);
        assertThat(settling.settled(1_219)).isFalse();

        settling.see(9, 1_220);

        assertThat(settling.settled(1_220)).isTrue();
        assertThat(settling.sinceNs()).isEqualTo(1_020);
    }

    @Test
    void whatHasNotBegunHasNotEnded() {
        settling.see(0, 2_000);
        assertThat(settling.settled(2_000)).isFalse();
    }

    @Test
    void whatIsRefusedHasToGrowOnceMore() {
        settling.see(4, 1_010);
        assertThat(settling.settled(1_210)).isTrue();

        settling.refuse();
        settling.see(4, 1_500);
        assertThat(settling.settled(1_500)).isFalse();

        settling.see(9, 1_600);
        assertThat(settling.settled(1_800)).isTrue();
        assertThat(settling.sinceNs()).isEqualTo(1_600);
    }

    @Test
    void aLookThatFoundTooMuchIsForgotten() {
        settling.see(9, 1_020);
        settling.see(12, 1_100);
        settling.see(25, 1_110);
        settling.see(9, 1_120);

        assertThat(settling.settled(1_220)).isTrue();
        assertThat(settling.sinceNs()).isEqualTo(1_020);
    }

    @Test
    void aLookThatFoundTooMuchSaysNothingOfAnEnd() {
        settling.see(9, 1_020);
        settling.see(12, 1_220);
        assertThat(settling.settled(1_220)).isFalse();
    }

    @Test
    void whatALaterLookConfirmsInPartWasThereInPart() {
        settling.see(9, 1_020);
        settling.see(25, 1_100);
        settling.see(12, 1_110);

        assertThat(settling.sinceNs()).isEqualTo(1_100);
    }

    @Test
    void lessThanWhatWasRefusedIsLookedAtAfresh() {
        settling.see(12, 1_010);
        settling.refuse();
        settling.see(9, 1_300);

        assertThat(settling.settled(1_300)).isTrue();
        assertThat(settling.sinceNs()).isEqualTo(1_010);
    }
}

package io.tidemark.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private static final Duration LOOK = Duration.ofSeconds(4);

    @Test
    void usageExample() {
        assertThat(WarmUp.silent(ms(1_000, 500), ms(1_100, 510), LOOK)).isTrue();
    }

    @Test
    void oneThatCompilesKeepsAllFromBeingSilent() {
        assertThat(WarmUp.silent(ms(1_000, 500), ms(1_100, 700), LOOK)).isFalse();
    }

    private static List<Duration> ms(long... compiled) {
        return Arrays.stream(compiled).mapToObj(Duration::ofMillis).toList();
    }
}

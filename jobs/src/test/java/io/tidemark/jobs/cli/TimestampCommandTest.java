package io.tidemark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampCommandTest {

    // 2026-01-01T00:00:00Z is 1,767,225,600,000 ms after the epoch; times 2^18.
    private static final long NEW_YEAR = 463267587686400000L;

    private final TestingConsole console = new TestingConsole();

    @Test
    void usageExample() {
        long thirdOfRequestsOne = NEW_YEAR + 2 * 1024 + 3;
        assertThat(console.run("timestamp", Long.toString(thirdOfRequestsOne))).isZero();
        assertThat(console.out().lines())
                .containsExactly(
                        "timestamp  " + thirdOfRequestsOne,
                        "instant    2026-01-01T00:00:00Z",
                        "partition  requests 1",
                        "sequence   3");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 0",
        "2026-01-01T00:00:00.001Z, 262144",
        "2026-01-01T01:00:00+01:00, 0"
    })
    void anInstantGivesTheFirstTimestampOfItsMillisecond(String instant, long after) {
        assertThat(console.run("timestamp", instant)).isZero();
        assertThat(console.out())
                .startsWith("timestamp  " + (NEW_YEAR + after))
                .contains("definitions");
    }

    @Test
    void theEndOfAMillisecondIsNoPartition() {
        assertThat(console.run("timestamp", Long.toString(NEW_YEAR - 1))).isZero();
        assertThat(console.out()).contains("2025-12-31T23:59:59.999Z").contains("ticks of dml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "yesterday",
                "9223372036854775808",
                "1e3",
                "1960-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "2026-01-01"
            })
    void whatIsNoTimestampIsWrongUsage(String text) {
        assertThat(console.run("timestamp", "--", text)).isEqualTo(2);
        assertThat(console.err()).contains("Expected a timestamp").contains("'" + text + "'");
        assertThat(console.out()).isEmpty();
    }
}

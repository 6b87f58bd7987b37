package io.tidemark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.cli.TimeReading.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeReadingTest {

    private static final long NOW_MS = 1_000_000_000;

    @Test
    void usageExample() {
        TimeReading reading =
                new TimeReading(
                        List.of(ago("definitions 0", 5), ago("requests 0", 30)),
                        List.of(ago("Proxy, subtask 0", 900)),
                        List.of(ago("channel 0", 80)));
        assertThat(reading.verdict(NOW_MS))
                .isEqualTo("Nobody holds time: from the log to the channels it is within 75 ms.");
    }

    @Test
    void aPartitionWithoutTicksHoldsTime() {
        TimeReading reading =
                new TimeReading(
                        List.of(ago("definitions 0", 5), ago("requests 1", 30_005)),
                        List.of(ago("Proxy, subtask 0", 30_900)),
                        List.of(ago("channel 0", 30_080)));
        assertThat(reading.verdict(NOW_MS))
                .startsWith(
                        "The log partition requests 1 holds time: its newest record is 30 s"
                                + " behind.");
    }

    @Test
    void aPartitionThatWasNeverWrittenHoldsTime() {
        TimeReading reading =
                new TimeReading(
                        List.of(ago("definitions 0", 5), new Place("requests 1", Place.NEVER)),
                        List.of(),
                        List.of());
        assertThat(reading.verdict(NOW_MS))
                .startsWith("The log partition requests 1 holds time: nothing was ever appended.");
    }

    @Test
    void theFirstOperatorBehindTheLogIsNamedAndNotThoseThatWaitForIt() {
        TimeReading reading =
                new TimeReading(
                        List.of(ago("definitions 0", 5), ago("requests 0", 10)),
                        List.of(
                                ago("RootCoord, subtask 0", 700),
                                ago("Proxy, subtask 1", 20_010),
                                ago("TickWriter, subtask 0", 20_010)),
                        List.of(ago("channel 0", 20_080)));
        assertThat(reading.verdict(NOW_MS))
                .startsWith("Proxy, subtask 1 holds time: its watermark is 20 s behind.");
    }

    @Test
    void aChannelBehindEverythingElseIsNamed() {
        TimeReading reading =
                new TimeReading(
                        List.of(ago("definitions 0", 0)),
                        List.of(),
                        List.of(ago("channel 0", 50), ago("channel 3", 7_000)));
        assertThat(reading.verdict(NOW_MS))
                .startsWith("channel 3 holds time: its newest tick is 7000 ms behind.");
    }

    @Test
    void withoutATickerTimeStandsStillEverywhere() {
        TimeReading reading =
                new TimeReading(
                        List.of(ago("definitions 0", 660_000), ago("requests 0", 660_020)),
                        List.of(),
                        List.of(ago("channel 0", 660_050)));
        assertThat(reading.verdict(NOW_MS)).contains("for 11 min").contains("role leader");
    }

    private static Place ago(String name, long ms) {
        return new Place(name, NOW_MS - ms);
    }
}

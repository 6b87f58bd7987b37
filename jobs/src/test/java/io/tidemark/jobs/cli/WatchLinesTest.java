package io.tidemark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.life.Component;
import io.tidemark.life.Role;
import io.tidemark.life.Watchdog;
import io.tidemark.life.Watchdog.Watched;
import io.tidemark.proto.Heartbeat;
import io.tidemark.proto.TaskSchedulerHeartbeat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchLinesTest {

    /** 2026-01-01T00:00:00Z. */
    private static final long NEW_YEAR_MS = 1_767_225_600_000L;

    private static final Heartbeat PROXY =
            new Component(Role.PROXY, 1, 2)
                    .says(
                            true,
                            2_000,
                            TaskSchedulerHeartbeat.newBuilder()
                                    .setDmQueueLength(3)
                                    .setNumDmDone(120)
                                    .setLastTimestamp(HybridTimestamp.of(NEW_YEAR_MS, 2, 0)));

    @Test
    void usageExample() {
        assertThat(WatchLines.heard(new Watched("proxy-1", PROXY, NEW_YEAR_MS + 70)))
                .isEqualTo(
                        "2026-01-01T00:00:00.070Z  proxy-1          Healthy       dd 0/0  dm 3/120"
                                + "  dq 0/0 waiting/done, newest 2026-01-01T00:00:00.000Z");
    }

    @Test
    void aTickerTellsItsNewestTickOrThatThereIsNone() {
        Heartbeat ticked =
                new Component(Role.TICK_WRITER, 0, 1)
                        .says(HybridTimestamp.of(NEW_YEAR_MS, 0, 0), 2_000);
        Heartbeat none = new Component(Role.TICK_WRITER, 0, 1).says(0, 2_000);

        assertThat(WatchLines.heard(new Watched("tick-writer-0", ticked, NEW_YEAR_MS)))
                .endsWith("tick-writer-0    Healthy       newest tick 2026-01-01T00:00:00.000Z");
        assertThat(WatchLines.heard(new Watched("tick-writer-0", none, NEW_YEAR_MS)))
                .endsWith("tick-writer-0    Initializing  newest tick none");
    }

    @Test
    void whoIsSilentIsToldSinceWhenAndWhoIsBackWhatItSays() {
        Watched proxy = new Watched("proxy-1", PROXY, NEW_YEAR_MS);

        assertThat(WatchLines.silent(proxy, NEW_YEAR_MS + 6_001))
                .isEqualTo(
                        "2026-01-01T00:00:06.001Z  proxy-1          SILENT        not heard for"
                                + " 6001 ms");
        assertThat(WatchLines.silent(new Watched("proxy-0", null, 0), NEW_YEAR_MS))
                .endsWith("proxy-0          SILENT        never heard");
        assertThat(WatchLines.back(proxy)).contains("BACK").contains("dm 3/120");
    }

    @Test
    void theVerdictNamesTheSilentLongestFirst() {
        Watchdog watchdog = new Watchdog();
        Watched proxy = watchdog.heard(PROXY, NEW_YEAR_MS);

        assertThat(WatchLines.verdict(5, List.of(), NEW_YEAR_MS))
                .isEqualTo("Everybody lives: 5 components.");
        assertThat(
                        WatchLines.verdict(
                                5,
                                List.of(new Watched("proxy-0", null, 0), proxy),
                                NEW_YEAR_MS + 60_000))
                .startsWith(
                        "Silent: proxy-0 (never heard), proxy-1 (not heard for 60 s). Of 5"
                                + " components.");
    }
}

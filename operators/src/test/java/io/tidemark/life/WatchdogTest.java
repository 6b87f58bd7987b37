package io.tidemark.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.life.Watchdog.Watched;
import io.tidemark.proto.Heartbeat;
import io.tidemark.proto.TaskSchedulerHeartbeat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private static final long INTERVAL_MS = 1_000;

    private final Watchdog watchdog = new Watchdog();

    @Test
    void usageExample() {
        hear(new Component(Role.ROOT_COORD, 0, 1), 10_000);
        hear(new Component(Role.PROXY, 0, 2), 10_000);
        hear(new Component(Role.PROXY, 1, 2), 8_000);
        hear(new Component(Role.TICK_WRITER, 0, 1), 10_000);
        hear(new Component(Role.TIME_TICKER, 0, 1), 10_000);

        assertThat(ids(watchdog.silent(11_000))).isEmpty();
        assertThat(ids(watchdog.silent(11_001))).containsExactly("proxy-1");
        assertThat(watchdog.components()).hasSize(5);
    }

    @Test
    void everyRoleIsExpectedFromTheStart() {
        assertThat(ids(watchdog.silent(0)))
                .containsExactly("proxy-0", "rootcoord-0", "tick-writer-0", "time-ticker-0");
    }

    @Test
    void aHeartbeatMakesItsSiblingsExpected() {
        hear(new Component(Role.PROXY, 2, 4), 10_000);

        assertThat(ids(watchdog.silent(10_000)))
                .contains("proxy-0", "proxy-1", "proxy-3")
                .doesNotContain("proxy-2");
    }

    @Test
    void numbersAreSortedAsNumbers() {
        hear(new Component(Role.PROXY, 0, 11), 10_000);

        assertThat(ids(watchdog.components()))
                .startsWith("proxy-0", "proxy-1", "proxy-2")
                .containsSubsequence("proxy-9", "proxy-10");
    }

    @Test
    void afterARescaleThoseBeyondTheNewNumberAreExpectedNoLonger() {
        hear(new Component(Role.TICK_WRITER, 0, 2), 10_000);
        hear(new Component(Role.TICK_WRITER, 1, 2), 10_000);
        hear(new Component(Role.TICK_WRITER, 0, 1), 20_000);

        assertThat(ids(watchdog.components())).doesNotContain("tick-writer-1");
        assertThat(ids(watchdog.silent(20_000))).doesNotContain("tick-writer-0");
    }

    @Test
    void whoIsSilentLongestComesFirstAndWhoWasNeverHeardBeforeAll() {
        hear(new Component(Role.PROXY, 0, 1), 5_000);
        hear(new Component(Role.ROOT_COORD, 0, 1), 4_000);
        hear(new Component(Role.TIME_TICKER, 0, 1), 3_000);

        assertThat(ids(watchdog.silent(60_000)))
                .containsExactly("tick-writer-0", "time-ticker-0", "rootcoord-0", "proxy-0");
    }

    @Test
    void aHeartbeatThatComesLateDoesNotReplaceANewerOne() {
        hear(new Component(Role.PROXY, 0, 1), 10_000);
        Watched known = hear(new Component(Role.PROXY, 0, 1), 9_000);

        assertThat(known.heardMs()).isEqualTo(10_000);
        assertThat(ids(watchdog.silent(12_500))).doesNotContain("proxy-0");
    }

    @Test
    void aRoleNobodyHasHeardOfIsWatchedOnceItSpeaks() {
        Heartbeat.Builder newer =
                new Component(Role.PROXY, 0, 1)
                        .says(true, INTERVAL_MS, TaskSchedulerHeartbeat.newBuilder()).toBuilder();
        newer.getComponentBuilder().setRole("mirror");
        watchdog.heard(newer.build(), 1_000);

        assertThat(ids(watchdog.silent(9_000))).contains("mirror-0");
    }

    private Watched hear(Component component, long atMs) {
        return watchdog.heard(
                component.says(true, INTERVAL_MS, TaskSchedulerHeartbeat.newBuilder()), atMs);
    }

    private static List<String> ids(List<Watched> watched) {
        return watched.stream().map(Watched::id).toList();
    }
}

package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.wal.WalHeader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing would make the simulation worthless. */
class CheckerTest {

    private static final long STEP_MS = 50;
    private static final long TICK_1 = 49L << 18 | 0x3FFFF;
    private static final long TICK_2 = 99L << 18 | 0x3FFFF;

    private final Checker checker = new Checker(2, STEP_MS);

    @Test
    void usageExample() {
        message(0, 5, 0, "1@0 a");
        tick(0, TICK_1, 0, 1);
        message(0, TICK_1 + 1, 0, "1@1 b");

        assertThat(checker.bodies(0)).containsExactly("1@0 a");
        assertThat(checker.allClosed()).isFalse();
    }

    @Test
    void aNewMessageBehindATickBreaksW1() {
        tick(0, TICK_1, 0, 0);

        assertBroken(() -> message(0, 5, 0, "1@0 a"), "W1");
    }

    @Test
    void aRepeatBehindATickIsAllowedAndCounted() {
        message(0, 5, 0, "1@0 a");
        tick(0, TICK_1, 0, 1);
        message(0, 5, 0, "1@0 a");
        tick(0, TICK_1, 0, 1);

        assertThat(checker.repeats()).isEqualTo(2);
        assertBroken(() -> message(0, 5, 0, "1@0 b"), "a repeat differs");
        assertBroken(() -> tick(0, TICK_1, 0, 2), "a repeat differs");
    }

    @Test
    void aTickThatCountsWrongBreaksW2() {
        message(0, 5, 0, "1@0 a");

        assertBroken(() -> tick(0, TICK_1, 0, 2), "W2");
    }

    @Test
    void aTickThatDoesNotFollowTheLastBreaksW2() {
        tick(0, TICK_1, 0, 0);

        assertBroken(() -> tick(0, TICK_2, 0, 0), "W2");
    }

    @Test
    void aTickBesideTheGridOrABatchOfTwoTimestampsBreaksW3() {
        message(0, 5, 0, "1@0 a");

        assertBroken(() -> tick(0, TICK_1 - 1, 0, 1), "W3");
        assertBroken(() -> message(1, 6, 0, "1@0 a"), "W3");
    }

    @Test
    void anAnswerBeforeItsMessagesBreaksW6() {
        message(0, 5, 0, "1@0 a");
        Element.Reply reply = new Element.Reply(1, 0, 5, "done", new TreeMap<>(Map.of(0, 1, 1, 1)));

        assertBroken(() -> checker.answered(reply), "W6");
        message(1, 5, 0, "1@0 a");
        checker.answered(reply);
    }

    private void message(int channel, long timestamp, int part, String body) {
        checker.appended(
                channel,
                new WalHeader.Message(timestamp, 1, part),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private void tick(int channel, long timestamp, long previous, long count) {
        checker.appended(channel, new WalHeader.Tick(timestamp, previous, count), new byte[0]);
    }

    private static void assertBroken(Runnable append, String promise) {
        assertThatThrownBy(append::run)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(promise);
    }
}

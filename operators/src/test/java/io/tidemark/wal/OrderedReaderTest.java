package io.tidemark.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OrderedReaderTest {

    private static final HoldLimit LIMIT = new HoldLimit(1000, 1 << 20);

    private OrderedReader reader = new OrderedReader(Positions.earliest(List.of(0, 1)), LIMIT);

    @Test
    void usageExample() {
        feed(0, new TestingLog().message(3, 1, 0).tick(9, 0, 1), 0);
        assertThat(reader.poll()).isEmpty();
        feed(1, new TestingLog().message(2, 2, 0).tick(9, 0, 1), 0);

        Pack pack = reader.poll().orElseThrow();

        assertThat(pack.begin()).isEqualTo(0);
        assertThat(pack.end()).isEqualTo(9);
        assertThat(lines(pack)).containsExactly("1:2/2/0", "0:3/1/0");
        assertThat(pack.positions())
                .isEqualTo(positions(9, Position.after(2, 9), Position.after(2, 9)));
        assertThat(reader.poll()).isEmpty();
    }

    @Test
    void aBatchStaysInOnePieceOnEachChannel() {
        feed(0, new TestingLog().message(3, 1, 1).message(3, 1, 0).tick(9, 0, 2), 0);
        feed(
                1,
                new TestingLog().message(3, 1, 0).message(3, 1, 1).message(3, 0, 9).tick(9, 0, 3),
                0);

        assertThat(lines(reader.poll().orElseThrow()))
                .containsExactly("1:3/0/9", "0:3/1/0", "0:3/1/1", "1:3/1/0", "1:3/1/1");
    }

    @Test
    void aTickIsHandedOutWhenEveryChannelHasClosedOneNotBelowIt() {
        feed(0, new TestingLog().message(3, 1, 0).tick(9, 0, 1).tick(19, 9, 0).tick(39, 19, 0), 0);
        TestingLog rare = new TestingLog().message(4, 1, 0).message(24, 1, 0).tick(29, 0, 2);
        feed(1, rare, 0);

        assertThat(drain())
                .containsExactly("(0, 9] 0:3/1/0 1:4/1/0", "(9, 19]", "(19, 29] 1:24/1/0");

        rare.tick(39, 29, 0);
        feed(1, rare, 3);
        assertThat(drain()).containsExactly("(29, 39]");
    }

    @Test
    void aChannelHandedOutInPartIsReadAgainFromItsOwnLastTick() {
        TestingLog often = new TestingLog().message(3, 1, 0).tick(9, 0, 1).tick(19, 9, 0);
        TestingLog rare = new TestingLog().message(4, 1, 0).message(14, 1, 0).tick(19, 0, 2);
        feed(0, often, 0);
        feed(1, rare, 0);
        Positions positions = reader.poll().orElseThrow().positions();
        assertThat(positions).isEqualTo(positions(9, Position.after(2, 9), Position.after(0, 0)));

        reader = new OrderedReader(positions, LIMIT);
        feed(0, often, 2);
        feed(1, rare, 0);

        assertThat(drain()).containsExactly("(9, 19] 1:14/1/0");
        assertThat(reader.positions())
                .isEqualTo(positions(19, Position.after(3, 19), Position.after(3, 19)));
    }

    @Test
    void aChosenTimeBeginsWhereEveryChannelIsComplete() {
        TestingLog often = new TestingLog().tick(9, 0, 0).message(13, 1, 0).tick(19, 9, 1);
        often.message(23, 1, 0).tick(29, 19, 1).tick(39, 29, 0);
        TestingLog rare = new TestingLog().tick(19, 0, 0).message(24, 1, 0).tick(39, 19, 1);
        Positions start = positions(5, Position.from(0, 5), Position.from(0, 5));
        reader = new OrderedReader(start, LIMIT);
        feed(0, often, 0);
        assertThat(reader.poll()).isEmpty();
        assertThat(reader.positions()).isEqualTo(start);
        feed(1, rare, 0);

        Positions first = reader.poll().orElseThrow().positions();
        assertThat(first.end()).isEqualTo(29);
        assertThat(first.channels().get(1)).isEqualTo(Position.from(0, 5));
        assertThat(drain()).containsExactly("(29, 39]");

        // The rare channel has no tick of its own yet behind which it could go on.
        reader = new OrderedReader(first, LIMIT);
        feed(0, often, (int) first.channels().get(0).offset());
        feed(1, rare, 0);
        assertThat(drain()).containsExactly("(29, 39]");
    }

    @Test
    void aChannelAheadOfTheOthersSaysSo() {
        feed(0, new TestingLog().tick(9, 0, 0), 0);
        feed(1, new TestingLog().message(3, 0, 0), 0);
        reader.poll();

        assertThat(reader.closedAhead(0)).isTrue();
        assertThat(reader.closedAhead(1)).isFalse();
    }

    @Test
    void anotherChannelIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> feed(7, new TestingLog().tick(9, 0, 0), 0))
                .withMessage("Expected one of the channels [0, 1], found 7.");
    }

    private static Positions positions(long end, Position zero, Position one) {
        TreeMap<Integer, Position> channels = new TreeMap<>();
        channels.put(0, zero);
        channels.put(1, one);
        return new Positions(end, channels);
    }

    private void feed(int channel, TestingLog log, int from) {
        log.from(from)
                .forEach(
                        entry ->
                                reader.feed(channel, entry.offset(), entry.header(), entry.body()));
    }

    private List<String> drain() {
        List<String> packs = new ArrayList<>();
        for (Optional<Pack> pack = reader.poll(); pack.isPresent(); pack = reader.poll()) {
            packs.add(
                    ("(%d, %d] ".formatted(pack.get().begin(), pack.get().end())
                                    + String.join(" ", lines(pack.get())))
                            .strip());
        }
        return packs;
    }

    private static List<String> lines(Pack pack) {
        List<String> lines = new ArrayList<>();
        for (WalOutput.Message m : pack.messages()) {
            lines.add(m.channel() + ":" + new String(m.body(), StandardCharsets.UTF_8));
        }
        return lines;
    }
}

package io.tidemark.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.wal.WalOutput.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelReaderTest {

    private static final HoldLimit LIMIT = new HoldLimit(1000, 1 << 20);

    private ChannelReader reader = new ChannelReader(0, Position.EARLIEST, LIMIT);

    @Test
    void usageExample() {
        feed(new TestingLog().message(3, 1, 0).message(5, 2, 0).tick(9, 0, 2));

        ClosedTick closed = reader.take();

        assertThat(closed.tick()).isEqualTo(new WalOutput.Tick(0, 9, 0, 2));
        assertThat(bodies(closed)).containsExactly("3/1/0", "5/2/0");
        assertThat(closed.after()).isEqualTo(Position.after(3, 9));
        assertThat(reader.take()).isNull();
    }

    @Test
    void messagesComeOutByTimestampThenWriterThenPart() {
        feed(
                new TestingLog()
                        .message(5, 1, 1)
                        .message(5, 1, 0)
                        .message(5, 0, 7)
                        .message(4, 9, 0)
                        .tick(9, 0, 4));

        assertThat(bodies(reader.take())).containsExactly("4/9/0", "5/0/7", "5/1/0", "5/1/1");
    }

    @Test
    void aTickWithFewerMessagesThanItCountsIsAVisibleStall() {
        TestingLog log = new TestingLog().message(3, 1, 0).tick(9, 0, 2).tick(19, 9, 0);
        feed(log);
        assertThat(reader.peek()).isNull();
        assertThat(reader.position()).isEqualTo(Position.after(0, 0));

        log.message(4, 1, 0);
        feed(log.from(3));

        assertThat(bodies(reader.take())).containsExactly("3/1/0", "4/1/0");
        assertThat(reader.take().tick().timestamp()).isEqualTo(19);
    }

    @Test
    void aMissingTickIsAVisibleStall() {
        TestingLog log = new TestingLog().message(3, 1, 0).message(13, 1, 0).tick(19, 9, 1);
        feed(log);
        assertThat(reader.peek()).isNull();

        log.tick(9, 0, 1);
        feed(log.from(3));

        assertThat(bodies(reader.take())).containsExactly("3/1/0");
        assertThat(bodies(reader.take())).containsExactly("13/1/0");
    }

    @Test
    void repeatsAreDroppedBeforeAndAfterTheirTick() {
        feed(
                new TestingLog()
                        .message(3, 1, 0)
                        .message(3, 1, 0)
                        .tick(9, 0, 1)
                        .message(3, 1, 0)
                        .tick(9, 0, 1)
                        .message(13, 1, 0)
                        .tick(29, 19, 0)
                        .tick(29, 19, 0)
                        .tick(19, 9, 1)
                        .tick(19, 9, 1));

        assertThat(bodies(reader.take())).containsExactly("3/1/0");
        assertThat(bodies(reader.take())).containsExactly("13/1/0");
        assertThat(bodies(reader.take())).isEmpty();
        assertThat(reader.position()).isEqualTo(Position.after(10, 29));
    }

    @Test
    void messagesAboveATickWaitForTheNextOne() {
        feed(new TestingLog().message(13, 1, 0).message(9, 1, 0).tick(9, 0, 1));

        ClosedTick closed = reader.take();

        assertThat(bodies(closed)).containsExactly("9/1/0");
        assertThat(closed.after()).isEqualTo(Position.after(0, 9));
    }

    @Test
    void moreMessagesThanATickCountsStopTheReader() {
        TestingLog log = new TestingLog().message(3, 1, 0).message(4, 1, 0).tick(9, 0, 1);

        assertThatThrownBy(() -> feed(log))
                .isInstanceOf(BrokenPromiseException.class)
                .hasMessage(
                        "Channel 0: expected 1 messages above 0 and at or below the tick 9, found"
                                + " 2.");
    }

    @Test
    void aRepeatedMessageWithOtherBytesStopsTheReader() {
        TestingLog log = new TestingLog().message(3, 1, 0, "one").message(3, 1, 0, "two");

        assertThatThrownBy(() -> feed(log))
                .isInstanceOf(BrokenPromiseException.class)
                .hasMessageContaining("offset 1 to repeat the one at offset 0")
                .hasMessageContaining("timestamp 3, writer 1 and part 0");
    }

    @Test
    void aRepeatedTickWithAnotherCountStopsTheReader() {
        TestingLog log = new TestingLog().tick(19, 9, 1).tick(19, 9, 2);

        assertThatThrownBy(() -> feed(log))
                .isInstanceOf(BrokenPromiseException.class)
                .hasMessageContaining("offset 1 to repeat the one at offset 0");
    }

    @Test
    void aTickThatLeavesOutTheClosedOneStopsTheReader() {
        TestingLog log = new TestingLog().tick(9, 0, 0).tick(19, 0, 0);

        assertThatThrownBy(() -> feed(log))
                .isInstanceOf(BrokenPromiseException.class)
                .hasMessageContaining("the tick at offset 1 to fit between the ticks 9 and none");
    }

    @Test
    void aTickThatANeighbourLeavesOutStopsTheReader() {
        assertThatThrownBy(() -> feed(new TestingLog().tick(39, 9, 0).tick(29, 19, 0)))
                .isInstanceOf(BrokenPromiseException.class);
    }

    @Test
    void readingAgainFromAPositionGivesTheMessagesHeldThen() {
        TestingLog log =
                new TestingLog()
                        .message(3, 1, 0)
                        .message(13, 1, 0)
                        .tick(9, 0, 1)
                        .message(3, 1, 0)
                        .message(14, 1, 0)
                        .tick(19, 9, 2);
        feed(log.from(0).subList(0, 3));
        Position position = reader.take().after();
        assertThat(position).isEqualTo(Position.after(1, 9));

        reader = new ChannelReader(0, position, LIMIT);
        feed(log.from(position.offset()));

        assertThat(bodies(reader.take())).containsExactly("13/1/0", "14/1/0");
        assertThat(reader.position()).isEqualTo(Position.after(6, 19));
    }

    @Test
    void aChosenTimeBeginsAtThePreviousOfTheFirstTickThatBeginsNotBelowIt() {
        reader = new ChannelReader(0, Position.from(0, 12), LIMIT);
        feed(
                new TestingLog()
                        .tick(9, 0, 4)
                        .message(13, 1, 0)
                        .message(23, 1, 0)
                        .tick(19, 9, 7)
                        .message(11, 1, 0));
        assertThat(reader.choosing()).isTrue();
        assertThat(reader.position()).isEqualTo(Position.from(1, 12));
        feed(5, new WalHeader.Tick(29, 19, 1));

        ClosedTick closed = reader.take();

        assertThat(reader.choosing()).isFalse();
        assertThat(closed.tick()).isEqualTo(new WalOutput.Tick(0, 29, 19, 1));
        assertThat(bodies(closed)).containsExactly("23/1/0");
        assertThat(closed.after()).isEqualTo(Position.after(6, 29));
    }

    @Test
    void aTimeThatIsATickBeginsBehindThatTick() {
        reader = new ChannelReader(0, Position.from(0, 9), LIMIT);
        feed(new TestingLog().message(3, 1, 0).tick(9, 0, 1).message(13, 1, 0).tick(19, 9, 1));

        assertThat(bodies(reader.take())).containsExactly("13/1/0");
    }

    @Test
    void holdingMoreThanTheLimitStopsTheReaderAndTellsWhatItWaitsFor() {
        reader = new ChannelReader(4, Position.EARLIEST, new HoldLimit(3, 100));
        TestingLog log = new TestingLog().message(3, 1, 0).tick(9, 0, 2).message(13, 1, 0);
        feed(log);
        assertThat(fits(0)).isFalse();

        assertThatThrownBy(() -> feed(3, new WalHeader.Message(14, 1, 0)))
                .isInstanceOf(HoldLimitException.class)
                .hasMessage(
                        "Channel 4: the record at offset 3 does not fit into 3 records and 100"
                                + " bytes while waiting for the tick after 0; 1 of the 2 messages"
                                + " of tick 9 have come.");
    }

    @Test
    void bytesCountAgainstTheLimitUntilTheirTickIsTaken() {
        reader = new ChannelReader(0, Position.EARLIEST, new HoldLimit(100, 10));
        feed(new TestingLog().message(3, 1, 0).message(4, 1, 0).tick(9, 0, 2));
        assertThat(fits(0)).isTrue();
        assertThat(fits(1)).isFalse();

        reader.take();

        assertThat(fits(10)).isTrue();
        assertThat(fits(11)).isFalse();
    }

    @Test
    void messagesThatShareARecordAreHeldEachByItself() {
        Message first = packed(3, 0);
        Message second = packed(3, 1);
        Message third = packed(13, 0);
        TestingLog log =
                new TestingLog()
                        .pack(first, second, third)
                        .message(3, 1, 1)
                        .tick(9, 0, 2)
                        .pack(third, packed(14, 0))
                        .tick(19, 9, 2);
        feed(log.from(0).subList(0, 3));

        ClosedTick closed = reader.take();
        assertThat(bodies(closed)).containsExactly("3/1/0", "3/1/1");
        assertThat(closed.after())
                .as("the record is read again for what it holds above the tick")
                .isEqualTo(Position.after(0, 9));

        reader = new ChannelReader(0, closed.after(), LIMIT);
        feed(log.from(0));
        assertThat(bodies(reader.take())).containsExactly("13/1/0", "14/1/0");
        assertThat(reader.position()).isEqualTo(Position.after(5, 19));
    }

    @Test
    void aPackTakesOfTheLimitWhatItsMessagesTake() {
        reader = new ChannelReader(0, Position.EARLIEST, new HoldLimit(3, 100));
        WalHeader three = new WalHeader.Messages(1, 3);
        assertThat(reader.fits(three, new byte[10])).isTrue();
        feed(new TestingLog().message(3, 1, 0));
        assertThat(reader.fits(three, new byte[10])).isFalse();
    }

    @Test
    void aPackThatDoesNotHoldWhatItsHeaderSaysStopsTheReader() {
        byte[] two = TestingPacks.body(List.of(packed(3, 0), packed(3, 1)));

        assertThatThrownBy(() -> reader.feed(0, new WalHeader.Messages(1, 3), two))
                .isInstanceOf(BrokenPromiseException.class)
                .hasMessage("Channel 0: expected 3 messages in the record at offset 0, found 2.");
        assertThatThrownBy(() -> reader.feed(1, new WalHeader.Messages(1, 2), new byte[] {10}))
                .isInstanceOf(BrokenPromiseException.class)
                .hasMessageStartingWith(
                        "Channel 0: expected packed messages in the record at offset 1: ");
    }

    @Test
    void anOffsetAlreadyTakenIsRefused() {
        feed(new TestingLog().tick(9, 0, 0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> feed(0, new WalHeader.Tick(9, 0, 0)))
                .withMessage("Channel 0: expected offset 1 or a later one, found 0.");
    }

    private boolean fits(int length) {
        return reader.fits(new WalHeader.Message(1, 1, 0), new byte[length]);
    }

    /** With the body that a message of a record of its own has. */
    private static Message packed(long timestamp, int part) {
        byte[] body = (timestamp + "/1/" + part).getBytes(StandardCharsets.UTF_8);
        return new Message(0, timestamp, 1, part, body);
    }

    private void feed(TestingLog log) {
        feed(log.from(0));
    }

    private void feed(List<TestingLog.Entry> entries) {
        entries.forEach(entry -> reader.feed(entry.offset(), entry.header(), entry.body()));
    }

    private void feed(long offset, WalHeader header) {
        reader.feed(offset, header, new byte[0]);
    }

    private static List<String> bodies(ClosedTick closed) {
        List<String> bodies = new ArrayList<>();
        closed.messages().forEach(m -> bodies.add(new String(m.body(), StandardCharsets.UTF_8)));
        return bodies;
    }
}

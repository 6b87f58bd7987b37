package io.tidemark.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WalHeaderTest {

    @Test
    void usageExample() {
        WalHeader header = new WalHeader.Message(1_000L, 3, 7);

        assertThat(WalHeader.decode(header.key(), header.encode())).isEqualTo(header);
    }

    @Test
    void aMessageIsTimestampWriterAndPartBigEndian() {
        WalHeader header = WalHeader.Message.of(message(0x0102030405060708L, 0x0A0B, 0x0C0D0E0F));

        assertThat(header.key()).isEqualTo("message");
        assertThat(header.encode())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F);
    }

    @Test
    void messagesThatShareARecordHaveWriterAndCountBigEndian() {
        WalHeader header = new WalHeader.Messages(0x0102, 0x03040506);

        assertThat(header.key()).isEqualTo("messages");
        assertThat(header.encode()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(WalHeader.decode("messages", header.encode())).isEqualTo(header);
    }

    @Test
    void aTickIsTimestampPreviousAndCountBigEndian() {
        WalHeader header = WalHeader.Tick.of(new WalOutput.Tick(4, 0x0102030405060708L, 9, 10));

        assertThat(header.key()).isEqualTo("tick");
        assertThat(header.encode())
                .containsExactly(
                        1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 10);
        assertThat(WalHeader.decode("tick", header.encode())).isEqualTo(header);
    }

    @Test
    void aValueOfAnotherLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WalHeader.decode("message", new byte[13]))
                .withMessage("Expected 14 bytes in the header 'message', found 13.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WalHeader.decode("tick", new byte[25]))
                .withMessage("Expected 24 bytes in the header 'tick', found 25.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WalHeader.decode("tick", null))
                .withMessage("Expected 24 bytes in the header 'tick', found none.");
    }

    @Test
    void anotherKeyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WalHeader.decode("method", new byte[14]))
                .withMessage(
                        "Expected the header 'message', 'messages' or 'tick' on a record of dml,"
                                + " found 'method'.");
    }

    @Test
    void aWriterThatDoesNotFitTwoBytesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WalHeader.Message(1, 40_000, 0))
                .withMessage("Expected a writer of 0 to 32767, found 40000.");
    }

    @Test
    void whatCannotBeARecordOfSeveralIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WalHeader.decode("messages", new byte[] {-1, 0, 0, 0, 0, 2}))
                .withMessage("Expected a writer of 0 to 32767, found -256.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WalHeader.decode("messages", new byte[] {0, 1, 0, 0, 0, 1}))
                .withMessage("Expected at least 2 messages that share a record, found 1.");
    }

    private static WalOutput.Message message(long timestamp, int writer, int part) {
        return new WalOutput.Message(0, timestamp, writer, part, new byte[0]);
    }
}

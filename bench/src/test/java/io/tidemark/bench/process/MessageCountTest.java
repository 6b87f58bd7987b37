package io.tidemark.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class MessageCountTest {

    private final RecordHeaders headers = new RecordHeaders();

    @Test
    void usageExample() {
        headers.add("messages", ByteBuffer.allocate(6).putShort((short) 3).putInt(70_000).array());
        assertThat(MessageCount.of(headers)).isEqualTo(70_000);
    }

    @Test
    void aMessageWithARecordOfItsOwnIsOne() {
        headers.add("message", new byte[14]);
        assertThat(MessageCount.of(headers)).isEqualTo(1);
    }

    @Test
    void aTickIsNone() {
        headers.add("tick", new byte[24]);
        assertThat(MessageCount.of(headers)).isZero();
    }

    @Test
    void aCopyWithoutHeadersIsOne() {
        assertThat(MessageCount.of(headers)).isEqualTo(1);
    }
}

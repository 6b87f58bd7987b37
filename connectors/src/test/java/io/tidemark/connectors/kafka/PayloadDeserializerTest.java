package io.tidemark.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.request.Payload;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class PayloadDeserializerTest {

    private final PayloadDeserializer deserializer = new PayloadDeserializer();

    @Test
    void usageExample() {
        // A record stays in the response it came in.
        byte[] response = "..before|films|behind".getBytes(UTF_8);
        ByteBuffer buffer = ByteBuffer.wrap(response, 2, response.length - 2).slice();
        buffer.position(7).limit(12);

        Payload payload = read(buffer);

        assertThat(payload.text()).isEqualTo("films");
        assertThat(payload.bytes()).isSameAs(response);
    }

    @Test
    void bytesThatLieInNoArrayAreCopied() {
        ByteBuffer direct = ByteBuffer.allocateDirect(8).put("films".getBytes(UTF_8)).flip();
        ByteBuffer readOnly = ByteBuffer.wrap("films".getBytes(UTF_8)).asReadOnlyBuffer();

        assertThat(read(direct).text()).isEqualTo("films");
        assertThat(read(readOnly).text()).isEqualTo("films");
        assertThat(deserializer.deserialize("requests", "films".getBytes(UTF_8)).text())
                .isEqualTo("films");
    }

    @Test
    void aRecordWithoutValueHasNone() {
        assertThat(read(null)).isNull();
        assertThat(deserializer.deserialize("requests", null)).isNull();
    }

    private Payload read(ByteBuffer data) {
        return deserializer.deserialize("requests", new RecordHeaders(), data);
    }
}

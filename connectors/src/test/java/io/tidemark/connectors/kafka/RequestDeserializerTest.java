package io.tidemark.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.request.Payload;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RequestDeserializerTest {

    private final RequestDeserializer deserializer = new RequestDeserializer();
    private final RecordHeaders headers = new RecordHeaders();

    @Test
    void usageExample() {
        // A record stays in the response it came in.
        byte[] response = "..before|films|behind".getBytes(UTF_8);
        ByteBuffer buffer = ByteBuffer.wrap(response, 2, response.length - 2).slice();
        buffer.position(7).limit(12);

        headers.add("method", "Insert".getBytes(UTF_8));

        SentRequest request = deserializer.deserialize("requests", headers, buffer);

        assertThat(request.method()).isEqualTo("Insert");
        assertThat(request.payload().text()).isEqualTo("films");
        assertThat(request.payload().bytes()).isSameAs(response);
    }

    @Test
    void bytesThatLieInNoArrayAreCopied() {
        ByteBuffer direct = ByteBuffer.allocateDirect(8).put("films".getBytes(UTF_8)).flip();
        ByteBuffer readOnly = ByteBuffer.wrap("films".getBytes(UTF_8)).asReadOnlyBuffer();

        assertThat(read(direct).text()).isEqualTo("films");
        assertThat(read(readOnly).text()).isEqualTo("films");
    }

    @Test
    void aRecordWithoutAValueIsAnEmptyOne() {
        headers.add("method", "Insert".getBytes(UTF_8));

        SentRequest request = deserializer.deserialize("requests", headers, (ByteBuffer) null);

        assertThat(request.method()).isEqualTo("Insert");
        assertThat(request.payload().size()).isZero();
    }

    @Test
    void withoutHeadersNothingIsRead() {
        assertThatThrownBy(() -> deserializer.deserialize("requests", new byte[1]))
                .isInstanceOf(IllegalStateException.class);
    }

    private Payload read(ByteBuffer data) {
        return deserializer.deserialize("requests", headers, data).payload();
    }
}

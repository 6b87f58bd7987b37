package io.tidemark.connectors.kafka;

import io.tidemark.request.Payload;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads requests in the thread that fetches them, where they have just been checked and lie in its
 * processor's cache: most of what reading them in the task cost was waiting for memory.
 *
 * <p>Their payloads stay in the broker's response: a copy of each would cost as much as what is
 * done with it. A response is garbage once its last request is decided or kept alone.
 */
public final class RequestDeserializer implements Deserializer<SentRequest> {

    private final RequestHeaders reader = new RequestHeaders();

    @Override
    public SentRequest deserialize(String topic, byte[] data) {
        throw new IllegalStateException("a request has headers, which the consumer hands over");
    }

    @Override
    public SentRequest deserialize(String topic, Headers headers, ByteBuffer data) {
        return reader.read(headers, data == null ? Payload.NONE : payload(data));
    }

    private static Payload payload(ByteBuffer data) {
        if (!data.hasArray()) {
            byte[] copy = new byte[data.remaining()];
            data.duplicate().get(copy);
            return Payload.of(copy);
        }
        return new Payload(data.array(), data.arrayOffset() + data.position(), data.remaining());
    }
}

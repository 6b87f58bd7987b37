package io.tidemark.connectors.kafka;

import io.tidemark.request.Payload;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Requests as they lie in the broker's response: a copy of each would cost as much as what is done
 * with it. A response is garbage once its last request is decided or kept alone.
 */
public final class PayloadDeserializer implements Deserializer<Payload> {

    @Override
    public Payload deserialize(String topic, byte[] data) {
        return data == null ? null : Payload.of(data);
    }

    @Override
    public Payload deserialize(String topic, Headers headers, ByteBuffer data) {
        if (data == null) {
            return null;
        }
        if (!data.hasArray()) {
            byte[] copy = new byte[data.remaining()];
            data.duplicate().get(copy);
            return Payload.of(copy);
        }
        return new Payload(data.array(), data.arrayOffset() + data.position(), data.remaining());
    }
}

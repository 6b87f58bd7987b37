package io.tidemark.bench.process;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** How many messages a record of {@code dml} holds, by its headers alone. */
public final class MessageCount {

    private MessageCount() {}

    /**
     * What several share is counted by its header, a tick is none, and all else is one: the records
     * of those who only copy have no header.
     */
    public static long of(Headers headers) {
        Header shared = headers.lastHeader("messages");
        if (shared != null) {
            return ByteBuffer.wrap(shared.value()).getInt(Short.BYTES);
        }
        return headers.lastHeader("tick") == null ? 1 : 0;
    }
}

package io.tidemark.bench.figures;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.connectors.kafka.ReceivedAnswer;
import io.tidemark.connectors.kafka.RequestHeaders;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The headers by which an answer is asked for, and recognized. */
final class Correlation {

    /** The partition of {@code responses} that takes all answers. */
    static final int REPLY_TO = 0;

    private static final byte[] REPLY_TO_TEXT = Integer.toString(REPLY_TO).getBytes(UTF_8);

    private Correlation() {}

    static void address(ProducerRecord<byte[], byte[]> request, long number) {
        request.headers()
                .add(RequestHeaders.REPLY_TO, REPLY_TO_TEXT)
                .add(
                        RequestHeaders.CORRELATION,
                        ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /** The number of the request that an answer belongs to. */
    static long number(ReceivedAnswer answer) {
        return ByteBuffer.wrap(answer.correlation()).getLong();
    }
}

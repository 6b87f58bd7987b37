package io.tidemark.connectors.kafka;

import io.tidemark.ingest.LogRecord;
import io.tidemark.request.ReplyTo;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of a request, as docs/protocol.md lists them. */
public final class RequestHeaders {

    public static final String METHOD = "method";
    public static final String REPLY_TO = "reply-to";
    public static final String CORRELATION = "correlation";
    public static final String CONTENT_TYPE = "content-type";
    public static final String JSON = "application/json";

    private static final byte[] NO_BYTES = new byte[0];
    private static final int NO_PARTITION = Integer.MAX_VALUE;

    private RequestHeaders() {}

    static LogRecord read(ConsumerRecord<byte[], byte[]> kafkaRecord) {
        Headers headers = kafkaRecord.headers();
        byte[] payload = kafkaRecord.value() == null ? NO_BYTES : kafkaRecord.value();
        return new LogRecord(
                kafkaRecord.offset(),
                kafkaRecord.timestamp(),
                text(headers.lastHeader(METHOD)),
                replyTo(headers),
                payload);
    }

    private static ReplyTo replyTo(Headers headers) {
        Header replyTo = headers.lastHeader(REPLY_TO);
        Header correlation = headers.lastHeader(CORRELATION);
        boolean json = JSON.equals(text(headers.lastHeader(CONTENT_TYPE)));
        if (replyTo == null && correlation == null && !json) {
            return ReplyTo.NONE;
        }
        byte[] echo =
                correlation == null || correlation.value() == null ? NO_BYTES : correlation.value();
        return new ReplyTo(partition(text(replyTo)), echo, json);
    }

    /**
     * The partition a header names. What is no partition's number is an address that does not
     * exist: the answer becomes a dead letter then, the request is executed all the same.
     */
    private static int partition(String replyTo) {
        if (replyTo == null) {
            return ReplyTo.NOBODY;
        }
        try {
            int partition = Integer.parseInt(replyTo.strip());
            return partition < 0 ? NO_PARTITION : partition;
        } catch (NumberFormatException notANumber) {
            return NO_PARTITION;
        }
    }

    private static String text(Header header) {
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}

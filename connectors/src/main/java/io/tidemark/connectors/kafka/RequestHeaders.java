package io.tidemark.connectors.kafka;

import io.tidemark.ingest.LogRecord;
import io.tidemark.request.ReplyTo;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The headers of a request, as docs/protocol.md lists them. */
public final class RequestHeaders {

    public static final String METHOD = "method";
    public static final String REPLY_TO = "reply-to";
    public static final String CORRELATION = "correlation";
    public static final String CONTENT_TYPE = "content-type";
    public static final String TIMESTAMP = "timestamp";
    public static final String JSON = "application/json";

    /** Content type of a record that holds several answers. */
    public static final String PACKED_ANSWERS = "application/x-tidemark-answers";

    private static final byte[] NO_BYTES = new byte[0];

    private RequestHeaders() {}

    /** In one pass, as every request is read so; the last of equal headers counts. */
    static LogRecord read(ConsumerRecord<byte[], byte[]> kafkaRecord) {
        byte[] method = null;
        byte[] replyTo = null;
        byte[] correlation = null;
        byte[] contentType = null;
        for (Header header : kafkaRecord.headers()) {
            switch (header.key()) {
                case METHOD -> method = header.value();
                case REPLY_TO -> replyTo = header.value();
                case CORRELATION -> correlation = header.value();
                case CONTENT_TYPE -> contentType = header.value();
                default -> {
                    // Somebody else's, such as a trace.
                }
            }
        }
        return new LogRecord(
                kafkaRecord.offset(),
                kafkaRecord.timestamp(),
                text(method),
                replyTo(replyTo, correlation, JSON.equals(text(contentType))),
                kafkaRecord.value() == null ? NO_BYTES : kafkaRecord.value());
    }

    private static ReplyTo replyTo(byte[] replyTo, byte[] correlation, boolean json) {
        if (replyTo == null && correlation == null && !json) {
            return ReplyTo.NONE;
        }
        return new ReplyTo(
                partition(text(replyTo)), correlation == null ? NO_BYTES : correlation, json);
    }

    /**
     * The partition a header names. What is no partition is an address that does not exist: the
     * answer becomes a dead letter then, the request is executed all the same.
     */
    private static int partition(String replyTo) {
        if (replyTo == null) {
            return ReplyTo.NOBODY;
        }
        try {
            int partition = Integer.parseInt(replyTo.strip());
            return partition == ReplyTo.NOBODY ? ReplyTo.NO_NUMBER : partition;
        } catch (NumberFormatException notANumber) {
            return ReplyTo.NO_NUMBER;
        }
    }

    private static String text(byte[] value) {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
}

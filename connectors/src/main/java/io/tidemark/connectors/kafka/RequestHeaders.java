package io.tidemark.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.request.Payload;
import io.tidemark.request.ReplyTo;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The headers of a request, as docs/protocol.md lists them, and a reader of them for one thread. It
 * decodes a method only where it is not the one of the record before, as it nearly always is.
 */
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
    private static final byte[] JSON_BYTES = JSON.getBytes(UTF_8);

    /** Any number of so many digits is an int. */
    private static final int SAFE_DIGITS = 9;

    private byte[] lastMethod;
    private String lastMethodText;

    RequestHeaders() {}

    /** In one pass, as every request is read so; the last of equal headers counts. */
    SentRequest read(Headers headers, Payload payload) {
        byte[] method = null;
        byte[] replyTo = null;
        byte[] correlation = null;
        byte[] contentType = null;
        for (Header header : headers) {
            // Compared, since a key is a new text each time, whose hash a switch would compute.
            String key = header.key();
            if (key.equals(METHOD)) {
                method = header.value();
            } else if (key.equals(REPLY_TO)) {
                replyTo = header.value();
            } else if (key.equals(CORRELATION)) {
                correlation = header.value();
            } else if (key.equals(CONTENT_TYPE)) {
                contentType = header.value();
            }
        }
        return new SentRequest(
                method(method),
                replyTo(replyTo, correlation, Arrays.equals(JSON_BYTES, contentType)),
                payload);
    }

    private String method(byte[] method) {
        if (!Arrays.equals(method, lastMethod)) {
            lastMethod = method;
            lastMethodText = method == null ? null : new String(method, UTF_8);
        }
        return lastMethodText;
    }

    private static ReplyTo replyTo(byte[] replyTo, byte[] correlation, boolean json) {
        if (replyTo == null && correlation == null && !json) {
            return ReplyTo.NONE;
        }
        return new ReplyTo(partition(replyTo), correlation == null ? NO_BYTES : correlation, json);
    }

    /**
     * The partition a header names. What is no partition is an address that does not exist: the
     * answer becomes a dead letter then, the request is executed all the same.
     */
    private static int partition(byte[] replyTo) {
        if (replyTo == null) {
            return ReplyTo.NOBODY;
        }
        int digits = digits(replyTo);
        if (digits >= 0) {
            return digits;
        }
        try {
            int partition = Integer.parseInt(new String(replyTo, UTF_8).strip());
            return partition == ReplyTo.NOBODY ? ReplyTo.NO_NUMBER : partition;
        } catch (NumberFormatException notANumber) {
            return ReplyTo.NO_NUMBER;
        }
    }

    /** The number that plain digits are, without making a text of them; else −1. */
    private static int digits(byte[] text) {
        if (text.length == 0 || text.length > SAFE_DIGITS) {
            return -1;
        }
        int number = 0;
        for (byte digit : text) {
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }
}

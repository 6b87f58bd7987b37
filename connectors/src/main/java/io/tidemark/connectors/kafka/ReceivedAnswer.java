package io.tidemark.connectors.kafka;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.tidemark.proto.PackedAnswer;
import io.tidemark.proto.PackedAnswers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * An answer as its client takes it from {@code responses}, whether it came in a record of its own
 * or packed with others.
 *
 * @param correlation the request's, byte for byte; empty where it had none
 * @param method full name of the request's message; empty where it could not be told
 * @param timestamp the request's hybrid timestamp
 * @param json whether {@code body} is JSON text
 * @param body the method's response message
 */
public record ReceivedAnswer(
        byte[] correlation, String method, long timestamp, boolean json, byte[] body) {

    private static final byte[] NO_BYTES = new byte[0];

    /**
     * The answers of one record, in their order.
     *
     * @throws IllegalArgumentException where the record is no answer
     */
    public static List<ReceivedAnswer> of(ConsumerRecord<byte[], byte[]> responses) {
        if (responses.value() == null) {
            throw new IllegalArgumentException(
                    "the record at offset "
                            + responses.offset()
                            + " of "
                            + responses.topic()
                            + " is no answer: it has no value");
        }
        Headers headers = responses.headers();
        String contentType = text(headers, RequestHeaders.CONTENT_TYPE);
        if (contentType.equals(RequestHeaders.PACKED_ANSWERS)) {
            return unpacked(responses);
        }
        return List.of(
                new ReceivedAnswer(
                        bytes(headers, RequestHeaders.CORRELATION),
                        text(headers, RequestHeaders.METHOD),
                        Long.parseLong(text(headers, RequestHeaders.TIMESTAMP)),
                        contentType.equals(RequestHeaders.JSON),
                        responses.value()));
    }

    private static List<ReceivedAnswer> unpacked(ConsumerRecord<byte[], byte[]> responses) {
        try {
            // The parts of a pack stay where they are until each is copied, once.
            CodedInputStream in =
                    UnsafeByteOperations.unsafeWrap(responses.value()).newCodedInput();
            in.enableAliasing(true);
            List<ReceivedAnswer> answers = new ArrayList<>();
            for (PackedAnswer answer : PackedAnswers.parseFrom(in).getAnswersList()) {
                answers.add(
                        new ReceivedAnswer(
                                answer.getCorrelation().toByteArray(),
                                answer.getMethod(),
                                answer.getTimestamp(),
                                false,
                                answer.getBody().toByteArray()));
            }
            return answers;
        } catch (IOException malformed) {
            throw new IllegalArgumentException(
                    "the record at offset "
                            + responses.offset()
                            + " of "
                            + responses.topic()
                            + " does not hold the answers its content type promises",
                    malformed);
        }
    }

    private static String text(Headers headers, String key) {
        return new String(bytes(headers, key), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Headers headers, String key) {
        Header header = headers.lastHeader(key);
        return header == null || header.value() == null ? NO_BYTES : header.value();
    }
}

package io.tidemark.connectors.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.milvus.grpc.Status;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.JsonMessages;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Refusal;
import io.tidemark.request.Responses;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Answers as records of {@code responses}, dead letters as records of {@code dead-letters}. An
 * answer that cannot be delivered, since nobody has its partition or its correlation leaves no
 * room, becomes a dead letter; one over the message limit becomes a typed error. Whatever a client
 * sent, what leaves here is within the limits of its topic: a record the broker refuses would stop
 * the job, again after every restart.
 */
public final class ResponseRecords implements KafkaRecordSerializationSchema<WalOutput> {

    private static final long serialVersionUID = 1L;

    /** Most characters of a dead letter's error: it may quote what a client sent. */
    private static final int MAX_ERROR = 2048;

    private final String responsesTopic;
    private final String deadLettersTopic;
    private final String definitionsTopic;
    private final String requestsTopic;
    private final int maxAnswerBytes;

    /**
     * @param maxAnswerBytes most bytes of an answer and its correlation together; what else a
     *     record has comes on top
     */
    public ResponseRecords(
            String responsesTopic,
            String deadLettersTopic,
            String definitionsTopic,
            String requestsTopic,
            int maxAnswerBytes) {
        this.responsesTopic = responsesTopic;
        this.deadLettersTopic = deadLettersTopic;
        this.definitionsTopic = definitionsTopic;
        this.requestsTopic = requestsTopic;
        this.maxAnswerBytes = maxAnswerBytes;
    }

    @Override
    public void open(InitializationContext context, KafkaSinkContext sink) {
        // Nothing to prepare: partitions are looked up at each answer, as the topic may grow.
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            WalOutput output, KafkaSinkContext sink, Long timestamp) {
        if (output instanceof Answer answer) {
            return answer(answer, sink.getPartitionsForTopic(responsesTopic).length);
        }
        if (output instanceof DeadLetter deadLetter) {
            return deadLetter(deadLetter);
        }
        throw new IllegalStateException("expected an answer or a dead letter, found " + output);
    }

    private ProducerRecord<byte[], byte[]> answer(Answer answer, int partitions) {
        if (answer.replyTo().partition() >= partitions) {
            return undeliverable(
                    answer,
                    "reply-to must name one of the "
                            + partitions
                            + " partitions of responses, found "
                            + answer.replyTo().partition());
        }
        int correlation = answer.replyTo().correlation().length;
        byte[] body = body(answer, maxAnswerBytes - correlation);
        if (body.length > maxAnswerBytes - correlation) {
            return undeliverable(
                    answer, "its correlation of " + correlation + " bytes leaves no room for it");
        }
        List<Header> headers = new ArrayList<>();
        headers.add(header(RequestHeaders.CORRELATION, answer.replyTo().correlation()));
        if (answer.method() != null) {
            headers.add(header(RequestHeaders.METHOD, answer.method().fullName()));
        }
        headers.add(header("timestamp", Long.toString(answer.timestamp())));
        if (answer.replyTo().json()) {
            headers.add(header(RequestHeaders.CONTENT_TYPE, RequestHeaders.JSON));
        }
        return new ProducerRecord<>(
                responsesTopic, answer.replyTo().partition(), null, null, body, headers);
    }

    private static byte[] body(Answer answer, int maxBytes) {
        byte[] body = answer.replyTo().json() ? json(answer) : answer.body();
        if (body.length <= maxBytes) {
            return body;
        }
        Refusal tooLarge =
                new Refusal(
                        ErrorKind.TOO_LARGE,
                        "the answer has "
                                + body.length
                                + " bytes, the limit is "
                                + maxBytes
                                + "; ask for less at a time");
        Answer refused =
                new Answer(
                        answer.replyTo(),
                        answer.method(),
                        answer.timestamp(),
                        Responses.refused(answer.method(), tooLarge).toByteArray());
        return answer.replyTo().json() ? json(refused) : refused.body();
    }

    private static byte[] json(Answer answer) {
        try {
            // Where ingest could not tell the method, the answer is a bare status.
            Message prototype =
                    answer.method() == null
                            ? Status.getDefaultInstance()
                            : answer.method().responsePrototype();
            Message message = prototype.getParserForType().parseFrom(answer.body());
            return JsonMessages.print(message).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException(
                    "the answer to " + answer.method() + " is no valid message", broken);
        }
    }

    private ProducerRecord<byte[], byte[]> deadLetter(DeadLetter letter) {
        boolean definitions = letter.partition() == 0;
        List<Header> headers =
                List.of(
                        header("topic", definitions ? definitionsTopic : requestsTopic),
                        header(
                                "partition",
                                Integer.toString(definitions ? 0 : letter.partition() - 1)),
                        header("offset", Long.toString(letter.offset())),
                        header("error", cut(letter.error())));
        return new ProducerRecord<>(deadLettersTopic, 0, null, null, letter.head(), headers);
    }

    private ProducerRecord<byte[], byte[]> undeliverable(Answer answer, String reason) {
        String error =
                "the answer to "
                        + (answer.method() == null ? "a request" : answer.method().rpcName())
                        + " is undeliverable: "
                        + reason;
        byte[] head =
                Arrays.copyOf(answer.body(), Math.min(answer.body().length, DeadLetter.MAX_HEAD));
        int logPartition = HybridTimestamp.partition(answer.timestamp());
        return deadLetter(new DeadLetter(logPartition, -1, error, head));
    }

    private static String cut(String error) {
        return error.length() <= MAX_ERROR ? error : error.substring(0, MAX_ERROR) + "…";
    }

    private static Header header(String key, String value) {
        return header(key, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Header header(String key, byte[] value) {
        return new RecordHeader(key, value);
    }
}

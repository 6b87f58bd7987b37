package io.tidemark.connectors.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.milvus.grpc.Status;
import io.tidemark.proto.JsonMessages;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Refusal;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Responses;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.AnswerPack;
import io.tidemark.wal.WalOutput.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Answers as records of {@code responses}, dead letters as records of {@code dead-letters}. An
 * answer that cannot be delivered, since nobody has its partition, becomes a dead letter; one over
 * the message limit becomes a typed error. Whatever a client sent, no record is larger than its
 * topic takes: the sink would fail on it again after every restart.
 */
public final class ResponseRecords implements KafkaRecordSerializationSchema<WalOutput> {

    /** Longest correlation that is echoed, in bytes. */
    static final int MAX_CORRELATION = 4096;

    /** What a dead letter tells of an error that quotes its request at length. */
    static final int MAX_ERROR_CHARS = 1024;

    private static final long serialVersionUID = 1L;

    private final String responsesTopic;
    private final String deadLettersTopic;
    private final String definitionsTopic;
    private final String requestsTopic;
    private final int maxAnswerBytes;
    private transient ResponseMetrics metrics;

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
        metrics = new ResponseMetrics(context.getMetricGroup());
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            WalOutput output, KafkaSinkContext sink, Long timestamp) {
        if (output instanceof Answer answer) {
            int partitions = sink.getPartitionsForTopic(responsesTopic).length;
            Optional<String> expected = undeliverable(answer.replyTo(), partitions);
            return expected.isEmpty()
                    ? answer(answer)
                    : deadLetter(undelivered(answer, expected.get()));
        }
        if (output instanceof DeadLetter deadLetter) {
            return deadLetter(deadLetter);
        }
        if (output instanceof AnswerPack pack) {
            return new ProducerRecord<>(
                    responsesTopic,
                    pack.replyTo(),
                    null,
                    null,
                    pack.body(),
                    List.of(header(RequestHeaders.CONTENT_TYPE, RequestHeaders.PACKED_ANSWERS)));
        }
        throw new IllegalStateException("expected an answer or a dead letter, found " + output);
    }

    private ProducerRecord<byte[], byte[]> answer(Answer answer) {
        byte[] body = body(answer);
        List<Header> headers = new ArrayList<>();
        headers.add(header(RequestHeaders.CORRELATION, answer.replyTo().correlation()));
        if (answer.method() != null) {
            headers.add(header(RequestHeaders.METHOD, answer.method().fullName()));
        }
        headers.add(header(RequestHeaders.TIMESTAMP, Long.toString(answer.timestamp())));
        if (answer.replyTo().json()) {
            headers.add(header(RequestHeaders.CONTENT_TYPE, RequestHeaders.JSON));
        }
        return new ProducerRecord<>(
                responsesTopic, answer.replyTo().partition(), null, null, body, headers);
    }

    private byte[] body(Answer answer) {
        byte[] body = answer.replyTo().json() ? json(answer) : answer.body();
        int limit = maxAnswerBytes - answer.replyTo().correlation().length;
        if (body.length <= limit) {
            return body;
        }
        Refusal tooLarge =
                new Refusal(
                        ErrorKind.TOO_LARGE,
                        "the answer has "
                                + body.length
                                + " bytes, the limit is "
                                + limit
                                + "; ask for less at a time");
        Answer refused =
                new Answer(
                        answer.partition(),
                        answer.offset(),
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
        metrics.deadLetter();
        boolean definitions = letter.partition() == 0;
        List<Header> headers =
                List.of(
                        header("topic", definitions ? definitionsTopic : requestsTopic),
                        header(
                                "partition",
                                Integer.toString(definitions ? 0 : letter.partition() - 1)),
                        header("offset", Long.toString(letter.offset())),
                        header("error", shortened(letter.error())));
        return new ProducerRecord<>(deadLettersTopic, 0, null, null, letter.head(), headers);
    }

    /** What an address would have to be; empty where it is. */
    private static Optional<String> undeliverable(ReplyTo replyTo, int partitions) {
        int partition = replyTo.partition();
        if (partition < 0 || partition >= partitions) {
            return Optional.of(
                    "reply-to must name one of the "
                            + partitions
                            + " partitions of responses, found "
                            + (partition == ReplyTo.NO_NUMBER ? "no number" : partition));
        }
        if (replyTo.correlation().length > MAX_CORRELATION) {
            return Optional.of(
                    "correlation must have at most "
                            + MAX_CORRELATION
                            + " bytes, found "
                            + replyTo.correlation().length);
        }
        return Optional.empty();
    }

    private static DeadLetter undelivered(Answer answer, String expected) {
        String error =
                "the answer to "
                        + (answer.method() == null ? "a request" : answer.method().rpcName())
                        + " is undeliverable: "
                        + expected;
        byte[] head =
                Arrays.copyOf(answer.body(), Math.min(answer.body().length, DeadLetter.MAX_HEAD));
        return new DeadLetter(answer.partition(), answer.offset(), error, head);
    }

    private static String shortened(String error) {
        return error.length() <= MAX_ERROR_CHARS
                ? error
                : error.substring(0, MAX_ERROR_CHARS) + "…";
    }

    private static Header header(String key, String value) {
        return header(key, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Header header(String key, byte[] value) {
        return new RecordHeader(key, value);
    }
}

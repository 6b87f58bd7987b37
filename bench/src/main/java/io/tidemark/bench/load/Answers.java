package io.tidemark.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.Status;
import io.tidemark.proto.PackedAnswer;
import io.tidemark.proto.PackedAnswers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** How a record of {@code responses} is read, with no help of the product's. */
public final class Answers {

    private static final String PACKED = "application/x-tidemark-answers";

    private Answers() {}

    /**
     * The answers of a record of {@code responses}, each as the record of its own that it stands
     * for: under load several share one.
     */
    public static List<ConsumerRecord<byte[], byte[]>> unpacked(
            ConsumerRecord<byte[], byte[]> shared) throws InvalidProtocolBufferException {
        if (!PACKED.equals(header(shared, "content-type"))) {
            return List.of(shared);
        }
        List<ConsumerRecord<byte[], byte[]>> answers = new ArrayList<>();
        for (PackedAnswer packed : PackedAnswers.parseFrom(shared.value()).getAnswersList()) {
            ConsumerRecord<byte[], byte[]> answer =
                    new ConsumerRecord<>(
                            shared.topic(),
                            shared.partition(),
                            shared.offset(),
                            shared.timestamp(),
                            shared.timestampType(),
                            ConsumerRecord.NULL_SIZE,
                            packed.getBody().size(),
                            null,
                            packed.getBody().toByteArray(),
                            new RecordHeaders(),
                            Optional.empty());
            if (!packed.getMethod().isEmpty()) {
                answer.headers().add("method", packed.getMethodBytes().toByteArray());
            }
            if (!packed.getCorrelation().isEmpty()) {
                answer.headers().add("correlation", packed.getCorrelation().toByteArray());
            }
            answer.headers().add("timestamp", Long.toString(packed.getTimestamp()).getBytes(UTF_8));
            answers.add(answer);
        }
        return answers;
    }

    /** The text of a header's last value; null where there is none. */
    public static String header(ConsumerRecord<byte[], byte[]> answer, String key) {
        Header header = answer.headers().lastHeader(key);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    /** A hash of the value and of all headers: repetitions of an answer have the same. */
    public static long fingerprint(ConsumerRecord<byte[], byte[]> message) {
        long hash = Fingerprint.of(message.value());
        List<Long> headers = new ArrayList<>();
        for (Header header : message.headers()) {
            headers.add(
                    Fingerprint.combine(
                            Fingerprint.of(header.key().getBytes(UTF_8)),
                            Fingerprint.of(header.value())));
        }
        Collections.sort(headers);
        for (long header : headers) {
            hash = Fingerprint.combine(hash, header);
        }
        return hash;
    }

    /** The status of a protobuf answer: the answer itself, or one of its fields. */
    public static Status status(String method, byte[] value) throws InvalidProtocolBufferException {
        int field = AnswerTypes.statusField(method);
        if (field == AnswerTypes.ITSELF) {
            return Status.parseFrom(value);
        }
        try {
            CodedInputStream in = CodedInputStream.newInstance(value);
            Status.Builder status = Status.newBuilder();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag >>> 3 == field) {
                    in.readMessage(status, ExtensionRegistryLite.getEmptyRegistry());
                } else {
                    in.skipField(tag);
                }
            }
            return status.build();
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
    }
}

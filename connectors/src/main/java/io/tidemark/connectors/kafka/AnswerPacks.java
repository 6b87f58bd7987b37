package io.tidemark.connectors.kafka;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.tidemark.proto.PackedAnswer;
import io.tidemark.proto.PackedAnswers;
import io.tidemark.wal.SharedRecords;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.AnswerPack;
import io.tidemark.wal.WalOutput.DeadLetter;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Answers on their way out, gathered per partition of {@code responses}: many small records would
 * cost more than the requests they answer. What goes to a person (JSON), what is too large and what
 * may be undeliverable leaves at once and alone; so does, at a drain, an answer without company.
 * Which answers share a record is left to chance, and says nothing. Dead letters share none, but
 * leave together with the answers, in one request to the broker.
 */
public final class AnswerPacks {

    /**
     * What may share a record.
     *
     * @param partitions how many partitions {@code responses} has for certain
     * @param maxBytes of a record's value
     */
    public record Limits(int partitions, int maxBytes) implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    /** An answer so large pays for a record of its own. */
    private static final int LARGE_BYTES = 1 << 16;

    private final int partitions;
    private final SharedRecords<Answer> answers;
    private final List<DeadLetter> letters = new ArrayList<>();

    AnswerPacks(Limits limits) {
        partitions = limits.partitions();
        answers = new SharedRecords<>(partitions, limits.maxBytes(), AnswerPacks::pack);
    }

    /**
     * Takes an answer.
     *
     * @param out what leaves at once: the answer itself, or a pack that it made full
     */
    void add(Answer answer, Consumer<? super WalOutput> out) {
        int content = contentBytes(answer);
        int bytes =
                CodedOutputStream.computeTagSize(PackedAnswers.ANSWERS_FIELD_NUMBER)
                        + CodedOutputStream.computeUInt32SizeNoTag(content)
                        + content;
        if (packable(answer, bytes)) {
            answers.add(answer.replyTo().partition(), answer, bytes, out);
        } else {
            out.accept(answer);
        }
    }

    /** Takes a dead letter. */
    void add(DeadLetter letter) {
        letters.add(letter);
    }

    boolean isEmpty() {
        return letters.isEmpty() && answers.isEmpty();
    }

    /** Hands out all that was gathered. */
    void drain(Consumer<? super WalOutput> out) {
        letters.forEach(out);
        letters.clear();
        answers.drain(out);
    }

    private boolean packable(Answer answer, int bytes) {
        int partition = answer.replyTo().partition();
        return !answer.replyTo().json()
                && partition >= 0
                && partition < partitions
                && answer.replyTo().correlation().length <= ResponseRecords.MAX_CORRELATION
                && bytes <= LARGE_BYTES
                && answers.fits(bytes);
    }

    /** A {@code PackedAnswers} in the bytes that protobuf itself would write. */
    private static AnswerPack pack(List<Answer> answers, int bytes) {
        byte[] body = new byte[bytes];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(body);
            for (int index = 0; index < answers.size(); index++) {
                write(out, answers.get(index));
            }
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException("the size of a pack of answers was miscounted", e);
        }
        return new AnswerPack(answers.get(0).replyTo().partition(), body);
    }

    private static void write(CodedOutputStream out, Answer answer) throws IOException {
        out.writeTag(PackedAnswers.ANSWERS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(contentBytes(answer));
        byte[] correlation = answer.replyTo().correlation();
        if (correlation.length > 0) {
            out.writeByteArray(PackedAnswer.CORRELATION_FIELD_NUMBER, correlation);
        }
        if (answer.method() != null) {
            out.writeBytes(PackedAnswer.METHOD_FIELD_NUMBER, answer.method().fullNameBytes());
        }
        if (answer.timestamp() != 0) {
            out.writeUInt64(PackedAnswer.TIMESTAMP_FIELD_NUMBER, answer.timestamp());
        }
        if (answer.body().length > 0) {
            out.writeByteArray(PackedAnswer.BODY_FIELD_NUMBER, answer.body());
        }
    }

    /** Bytes of one {@code PackedAnswer}; proto3 leaves out what is empty or 0. */
    private static int contentBytes(Answer answer) {
        byte[] correlation = answer.replyTo().correlation();
        int bytes = 0;
        if (correlation.length > 0) {
            bytes +=
                    CodedOutputStream.computeByteArraySize(
                            PackedAnswer.CORRELATION_FIELD_NUMBER, correlation);
        }
        if (answer.method() != null) {
            bytes +=
                    CodedOutputStream.computeBytesSize(
                            PackedAnswer.METHOD_FIELD_NUMBER, answer.method().fullNameBytes());
        }
        if (answer.timestamp() != 0) {
            bytes +=
                    CodedOutputStream.computeUInt64Size(
                            PackedAnswer.TIMESTAMP_FIELD_NUMBER, answer.timestamp());
        }
        if (answer.body().length > 0) {
            bytes +=
                    CodedOutputStream.computeByteArraySize(
                            PackedAnswer.BODY_FIELD_NUMBER, answer.body());
        }
        return bytes;
    }
}

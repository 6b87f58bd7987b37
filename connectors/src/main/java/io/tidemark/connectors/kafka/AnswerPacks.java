package io.tidemark.connectors.kafka;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.tidemark.proto.PackedAnswer;
import io.tidemark.proto.PackedAnswers;
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

    /** Beyond this a larger record saves nothing more, and its reader waits longer for it. */
    private static final int ENOUGH_BYTES = 1 << 16;

    /** The answers of one partition, and the bytes they will take together. */
    private static final class Open {
        private final List<Answer> answers = new ArrayList<>();
        private int bytes;
    }

    private final int maxBytes;
    private final Open[] byPartition;
    private final List<DeadLetter> letters = new ArrayList<>();
    private int size;

    AnswerPacks(Limits limits) {
        maxBytes = Math.min(limits.maxBytes(), ENOUGH_BYTES);
        byPartition = new Open[limits.partitions()];
        for (int partition = 0; partition < byPartition.length; partition++) {
            byPartition[partition] = new Open();
        }
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
        if (!packable(answer, bytes)) {
            out.accept(answer);
            return;
        }
        int partition = answer.replyTo().partition();
        if (byPartition[partition].bytes + bytes > maxBytes) {
            drain(partition, out);
        }
        Open open = byPartition[partition];
        open.bytes += bytes;
        open.answers.add(answer);
        size++;
    }

    /** Takes a dead letter. */
    void add(DeadLetter letter) {
        letters.add(letter);
    }

    /** Hands out all that was gathered. */
    void drain(Consumer<? super WalOutput> out) {
        letters.forEach(out);
        letters.clear();
        for (int partition = 0; partition < byPartition.length && size > 0; partition++) {
            if (byPartition[partition].bytes > 0) {
                drain(partition, out);
            }
        }
    }

    private void drain(int partition, Consumer<? super WalOutput> out) {
        Open open = byPartition[partition];
        byPartition[partition] = new Open();
        size -= open.answers.size();
        if (open.answers.size() == 1) {
            out.accept(open.answers.get(0));
        } else {
            out.accept(new AnswerPack(partition, pack(open)));
        }
    }

    private boolean packable(Answer answer, int bytes) {
        int partition = answer.replyTo().partition();
        return !answer.replyTo().json()
                && partition >= 0
                && partition < byPartition.length
                && answer.replyTo().correlation().length <= ResponseRecords.MAX_CORRELATION
                && bytes <= maxBytes;
    }

    /** A {@code PackedAnswers} in the bytes that protobuf itself would write. */
    private static byte[] pack(Open open) {
        byte[] body = new byte[open.bytes];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(body);
            for (int index = 0; index < open.answers.size(); index++) {
                write(out, open.answers.get(index));
            }
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException("the size of a pack of answers was miscounted", e);
        }
        return body;
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

package io.tidemark.connectors.kafka;

import com.google.protobuf.UnsafeByteOperations;
import io.tidemark.proto.PackedAnswer;
import io.tidemark.proto.PackedAnswers;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.AnswerPack;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * Answers on their way out, gathered per partition of {@code responses}: many small records would
 * cost more than the requests they answer. What goes to a person (JSON), what is too large and what
 * may be undeliverable leaves at once and alone; so does, at a drain, an answer without company.
 * Which answers share a record is left to chance, and says nothing.
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

    /** What an answer takes beside its own bytes: tags, lengths and its timestamp. */
    private static final int FRAMING_BYTES = 32;

    /** The answers of one partition; the first is kept as it came, since it may stay alone. */
    private static final class Open {
        private final PackedAnswers.Builder answers = PackedAnswers.newBuilder();
        private Answer first;
        private int bytes;
    }

    private final int maxBytes;
    private final Open[] byPartition;
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
        int bytes = bytes(answer);
        if (!packable(answer, bytes)) {
            out.accept(answer);
            return;
        }
        int partition = answer.replyTo().partition();
        if (byPartition[partition].bytes + bytes > maxBytes) {
            drain(partition, out);
        }
        Open open = byPartition[partition];
        if (open.bytes == 0) {
            open.first = answer;
        }
        open.bytes += bytes;
        open.answers.addAnswers(packed(answer));
        size++;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Hands out all that was gathered. */
    void drain(Consumer<? super WalOutput> out) {
        for (int partition = 0; partition < byPartition.length && size > 0; partition++) {
            if (byPartition[partition].bytes > 0) {
                drain(partition, out);
            }
        }
    }

    private void drain(int partition, Consumer<? super WalOutput> out) {
        Open open = byPartition[partition];
        byPartition[partition] = new Open();
        size -= open.answers.getAnswersCount();
        if (open.answers.getAnswersCount() == 1) {
            out.accept(open.first);
        } else {
            out.accept(new AnswerPack(partition, open.answers.build().toByteArray()));
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

    private static int bytes(Answer answer) {
        int method = answer.method() == null ? 0 : answer.method().fullName().length();
        return FRAMING_BYTES
                + method
                + answer.replyTo().correlation().length
                + answer.body().length;
    }

    private static PackedAnswer packed(Answer answer) {
        PackedAnswer.Builder packed =
                PackedAnswer.newBuilder()
                        .setCorrelation(
                                UnsafeByteOperations.unsafeWrap(answer.replyTo().correlation()))
                        .setTimestamp(answer.timestamp())
                        .setBody(UnsafeByteOperations.unsafeWrap(answer.body()));
        if (answer.method() != null) {
            packed.setMethod(answer.method().fullName());
        }
        return packed.build();
    }
}

package io.tidemark.segment;

import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.AnswerPart;
import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes one answer of what several collections answer together. */
public final class AnswerParts {

    private AnswerParts() {}

    /**
     * The whole answer, once all of its parts are there.
     *
     * @param parts of one answer, each once, in any order
     */
    public static Optional<Answer> join(List<AnswerPart> parts) {
        if (parts.isEmpty() || parts.size() < parts.get(0).parts()) {
            return Optional.empty();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        parts.stream()
                .sorted(Comparator.comparingInt(AnswerPart::part))
                .forEach(part -> body.writeBytes(part.answer().body()));
        Answer any = parts.get(0).answer();
        return Optional.of(
                new Answer(
                        any.partition(),
                        any.offset(),
                        any.replyTo(),
                        any.method(),
                        any.timestamp(),
                        FlushAllAnswers.grouped(any.method(), body.toByteArray())));
    }
}

package io.tidemark.task;

import com.google.protobuf.Message;
import io.tidemark.proto.DeterministicBytes;
import io.tidemark.proto.RootCoordMessages.AllocTimestampResponse;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Refusal;
import io.tidemark.request.Request;
import io.tidemark.request.Responses;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.DeadLetter;
import java.util.function.Consumer;

/** What goes back for a request: its answer where one is wanted, a dead letter where it failed. */
final class Answers {

    private Answers() {}

    static void answer(Request request, Message response, Consumer<? super WalOutput> out) {
        if (request.replyTo().wanted()) {
            out.accept(answer(request, DeterministicBytes.of(response)));
        }
    }

    /**
     * An answer that somebody wants.
     *
     * @param body the serialized response message of the request's method
     */
    static Answer answer(Request request, byte[] body) {
        return new Answer(
                request.partition(),
                request.offset(),
                request.replyTo(),
                request.method(),
                request.timestamp(),
                body);
    }

    /**
     * A request that ingest refused. A limit that was met is only answered; what was no request at
     * all is kept as a dead letter too, since its sender may never have asked for an answer.
     */
    static void refused(Request request, Consumer<? super WalOutput> out) {
        Refusal refusal = request.refusal();
        answer(request, Responses.refused(request.method(), refusal), out);
        if (refusal.kind() != ErrorKind.RATE_LIMIT) {
            deadLetter(request, refusal.reason(), out);
        }
    }

    /** AllocTimestamp, which ingest has granted already: as many as there are ids of it. */
    static void allocTimestamp(Request request, Consumer<? super WalOutput> out) {
        answer(
                request,
                AllocTimestampResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setTimestamp(request.timestamp())
                        .setCount(request.idCount())
                        .build(),
                out);
    }

    static void deadLetter(Request request, String error, Consumer<? super WalOutput> out) {
        byte[] head = request.payload().head(DeadLetter.MAX_HEAD);
        out.accept(new DeadLetter(request.partition(), request.offset(), error, head));
    }
}

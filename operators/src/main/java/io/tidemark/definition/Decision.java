package io.tidemark.definition;

import com.google.protobuf.Message;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import java.util.List;

/**
 * What a request leads to. Nothing has happened yet: whoever holds it applies the changes, writes
 * the messages and sends the answer once they are acknowledged.
 *
 * @param changes of the meta table, sorted into the order in which they are applied and replayed
 * @param response of the method's response type; where there are questions, what it begins with
 * @param messages for the write-ahead log
 * @param questions to the view of segments, whose answers go on with the response, in this order
 */
public record Decision(
        List<MetaChange> changes,
        Message response,
        List<DdMessage> messages,
        List<SegmentQuestion> questions) {

    public Decision {
        changes = changes.stream().sorted(MetaTable.CHANGE_ORDER).toList();
    }

    /** A decision that asks nothing of the view of segments. */
    Decision(List<MetaChange> changes, Message response, List<DdMessage> messages) {
        this(changes, response, messages, List.of());
    }

    /** A decision that is answered with success alone. */
    static Decision of(List<MetaChange> changes, DdMessage... messages) {
        return of(changes, List.of(messages));
    }

    static Decision of(List<MetaChange> changes, List<DdMessage> messages) {
        return new Decision(changes, Responses.success(), messages, List.of());
    }

    /** A request for what is already so. */
    static Decision unchanged() {
        return answer(Responses.success());
    }

    /** A decision that changes nothing. */
    public static Decision answer(Message response) {
        return new Decision(List.of(), response, List.of(), List.of());
    }

    /** A decision that changes nothing and is answered by the view of segments. */
    static Decision ask(Message head, SegmentQuestion question) {
        return new Decision(List.of(), head, List.of(), List.of(question));
    }

    /**
     * Bounds what is written and broadcast, while nothing has happened yet: behind the decision it
     * is too late to refuse.
     *
     * @throws RefusedException TOO_LARGE where a message, or a record of the meta table, has more
     *     bytes than a message may have
     */
    public void requireWithin(int maxMessageBytes) throws RefusedException {
        int largest = 0;
        for (DdMessage message : messages) {
            largest = Math.max(largest, message.body().getSerializedSize());
        }
        for (MetaChange change : changes) {
            largest = Math.max(largest, change.getSerializedSize());
        }
        if (largest > maxMessageBytes) {
            throw new RefusedException(
                    ErrorKind.TOO_LARGE,
                    "a definition must fit into one message: it takes "
                            + largest
                            + " bytes, at most "
                            + maxMessageBytes
                            + " are allowed");
        }
    }
}

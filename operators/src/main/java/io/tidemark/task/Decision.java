package io.tidemark.task;

import com.google.protobuf.Message;
import io.tidemark.proto.MetaChange;
import java.util.List;

/**
 * What a request leads to. Nothing has happened yet: whoever holds it applies the changes, writes
 * the messages and sends the answer once they are acknowledged.
 *
 * @param changes of the meta table, in the order they are applied
 * @param response of the method's response type
 * @param messages for the write-ahead log
 */
public record Decision(List<MetaChange> changes, Message response, List<DdMessage> messages) {

    /** A decision that changes nothing. */
    public static Decision answer(Message response) {
        return new Decision(List.of(), response, List.of());
    }
}

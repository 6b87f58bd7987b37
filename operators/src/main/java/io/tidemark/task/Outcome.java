package io.tidemark.task;

import io.tidemark.definition.Decision;
import io.tidemark.request.ErrorKind;

/**
 * A request that was executed.
 *
 * @param decision what it led to; its changes are already applied
 * @param refusal what kind of mistake or limit the client was told; null where it was none
 * @param failure for a dead letter: why the decision itself failed, where it did; else null
 */
public record Outcome(Decision decision, ErrorKind refusal, String failure) {

    public boolean refused() {
        return refusal != null;
    }

    public boolean failed() {
        return failure != null;
    }
}

package io.tidemark.task;

import io.tidemark.definition.Decision;

/**
 * A request that was executed.
 *
 * @param decision what it led to; its changes are already applied
 * @param refused whether the client was told a mistake or a limit
 * @param failure for a dead letter: why the decision itself failed, where it did; else null
 */
public record Outcome(Decision decision, boolean refused, String failure) {

    public boolean failed() {
        return failure != null;
    }
}

package io.tidemark.operators;

/**
 * A failure of state: no decision about a request, so it must not become its answer. As an error it
 * passes every handler of decisions and fails the task.
 */
public final class StateFailure extends Error {

    private static final long serialVersionUID = 1L;

    public StateFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

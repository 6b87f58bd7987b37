package io.tidemark.jobs.cli;

/** Thrown where a request that the rest hangs on was answered with an error. */
final class AnsweredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AnsweredException(String reason) {
        super(reason);
    }
}

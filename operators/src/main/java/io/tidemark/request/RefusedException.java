package io.tidemark.request;

/** Thrown by validation where a request cannot be executed; it becomes the request's answer. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    public RefusedException(ErrorKind kind, String reason) {
        // A refusal is an expected answer: its stack tells nobody anything and costs a walk.
        super(reason, null, false, false);
        this.kind = kind;
    }

    public Refusal refusal() {
        return new Refusal(kind, getMessage());
    }
}

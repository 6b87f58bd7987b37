package io.tidemark.simulation;

/** A simulated failure of one task: the whole job is restored from its last checkpoint. */
final class TaskFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TaskFailure(String reason) {
        super(reason);
    }
}

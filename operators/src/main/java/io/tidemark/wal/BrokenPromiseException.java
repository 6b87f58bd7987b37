package io.tidemark.wal;

/**
 * Thrown by a reader that meets a record the promises of the write-ahead log exclude. Reading on
 * would hand out a wrong result, so the reader stops.
 */
public final class BrokenPromiseException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public BrokenPromiseException(String sentence) {
        super(sentence);
    }
}

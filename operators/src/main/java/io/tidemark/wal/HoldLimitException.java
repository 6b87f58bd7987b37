package io.tidemark.wal;

/**
 * Thrown by a reader that would have to hold more of a channel than its caller allows, because
 * something it waits for does not come. Nothing is lost: the reader may go on from its positions
 * under a larger limit.
 */
public final class HoldLimitException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public HoldLimitException(String sentence) {
        super(sentence);
    }
}

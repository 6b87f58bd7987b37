package io.tidemark.connectors.kafka;

/**
 * Thrown where the records a reader is to go on from are not in the log (any more): it was cut off,
 * or another topic took its name. Nothing is ever skipped silently.
 */
public final class OffsetsLostException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public OffsetsLostException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

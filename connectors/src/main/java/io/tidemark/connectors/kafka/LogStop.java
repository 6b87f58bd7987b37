package io.tidemark.connectors.kafka;

import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Stops the job for good, with a sentence: what no restart can mend and nothing may skip, such as
 * records that are gone or another topic under the same name.
 */
final class LogStop extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private LogStop(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    static SuppressRestartsException because(String sentence, Throwable cause) {
        return new SuppressRestartsException(new LogStop(sentence, cause));
    }
}

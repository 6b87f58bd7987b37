package io.tidemark.connectors.kafka;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * The enumerator's word to a reader that state, settings and topic belong together. Without it a
 * restored reader, which brings its splits along, would publish what another log says until the
 * refusal reaches it.
 */
record LogVerified() implements SourceEvent {

    private static final long serialVersionUID = 1L;
}

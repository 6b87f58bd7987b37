package io.tidemark.connectors.kafka;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader's word that it has come to the time up to which the job reads; the enumerator's answer
 * that all of them have, and that it may end.
 */
record LogEnded() implements SourceEvent {

    private static final long serialVersionUID = 1L;
}

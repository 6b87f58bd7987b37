package io.tidemark.connectors.kafka;

import io.tidemark.ingest.LogRecord;
import io.tidemark.request.Payload;
import io.tidemark.request.ReplyTo;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a client sent: a request without what the broker adds.
 *
 * @param method the header {@code method}, or null
 * @param replyTo where its client wants the answer, and whether it speaks JSON
 * @param payload the value
 */
record SentRequest(String method, ReplyTo replyTo, Payload payload) {

    /** The same as it lies in the log. */
    LogRecord in(ConsumerRecord<?, ?> place) {
        return new LogRecord(place.offset(), place.timestamp(), method, replyTo, payload);
    }
}

package io.tidemark.ingest;

import io.tidemark.request.Payload;
import io.tidemark.request.ReplyTo;

/**
 * One record of a request topic as the broker gave it.
 *
 * @param offset offset in its partition
 * @param appendMs the broker's append time, in milliseconds
 * @param method the header {@code method}, or null
 * @param replyTo where its client wants the answer, and whether it speaks JSON
 * @param payload the value
 */
public record LogRecord(
        long offset, long appendMs, String method, ReplyTo replyTo, Payload payload) {}

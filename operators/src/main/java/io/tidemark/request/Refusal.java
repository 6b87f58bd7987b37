package io.tidemark.request;

import io.milvus.grpc.Status;

/**
 * A user's mistake, or a limit met: what the client is told instead of a result.
 *
 * @param kind decides the codes
 * @param reason a sentence: what was expected, what was found
 */
public record Refusal(ErrorKind kind, String reason) {

    /** Both codes set, for clients before and since 2.3. */
    @SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
    public Status status() {
        return Status.newBuilder()
                .setErrorCode(kind.legacyCode())
                .setCode(kind.code())
                .setReason(reason)
                .setRetriable(kind.retriable())
                .build();
    }
}

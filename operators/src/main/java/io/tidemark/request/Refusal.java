package io.tidemark.request;

import io.milvus.grpc.Status;

/**
 * A user's mistake, or a limit met: what the client is told instead of a result.
 *
 * @param kind decides the codes
 * @param reason a sentence: what was expected, what was found; cut where it quotes a request at
 *     length, so that the answer to a mistake is always small
 */
public record Refusal(ErrorKind kind, String reason) {

    /** In characters. */
    public static final int MAX_REASON = 4096;

    public Refusal {
        if (reason.length() > MAX_REASON) {
            // Between two halves of a character nothing may be cut.
            int end = MAX_REASON - 1;
            end -= Character.isHighSurrogate(reason.charAt(end - 1)) ? 1 : 0;
            reason = reason.substring(0, end) + "…";
        }
    }

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

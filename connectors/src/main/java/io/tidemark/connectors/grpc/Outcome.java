package io.tidemark.connectors.grpc;

import java.util.Locale;

/** How a call ended, as its metric names it. */
enum Outcome {
    /** The job answered, whatever it said. */
    ANSWERED,
    /** Refused: the job does not serve this RPC. */
    NOT_SERVED,
    /** Refused: no message of the RPC's type, or not one. */
    MALFORMED,
    /** Refused: more than the log takes. */
    TOO_LARGE,
    /** Refused: too many calls or bytes are under way. */
    RATE_LIMITED,
    /** Refused: neither user and password nor token are known. */
    UNAUTHENTICATED,
    /** Refused: the gateway stops. */
    STOPPING,
    /** Its request did not reach the log for certain, or a stop cut it off. */
    FAILED,
    /** No answer in time. */
    EXPIRED,
    /** Its client gave it up: a deadline, a cancellation, a lost connection. */
    CANCELLED;

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
        return label;
    }

    /** Whether the gateway itself said no, before anything was written. */
    boolean refused() {
        return compareTo(ANSWERED) > 0 && compareTo(FAILED) < 0;
    }
}

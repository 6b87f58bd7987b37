package io.tidemark.connectors.grpc;

import io.tidemark.request.ErrorKind;
import java.io.IOException;
import java.time.Duration;

/**
 * How the gateway ends a call by itself: what is counted, and what its client is told. It says no
 * more of a request than is known, for the client decides by it whether to send it again.
 *
 * @param reason a sentence
 */
record Ending(Outcome outcome, ErrorKind kind, String reason) {

    static Ending notServed(Rpc rpc) {
        return new Ending(
                Outcome.NOT_SERVED,
                ErrorKind.UNIMPLEMENTED,
                rpc.name() + " is not served yet: docs/clients.md lists what Tidemark serves");
    }

    static Ending stopping() {
        return new Ending(
                Outcome.STOPPING, ErrorKind.NOT_READY, "the gateway is stopping: try again");
    }

    static Ending malformed(String reason) {
        return new Ending(Outcome.MALFORMED, ErrorKind.INVALID_PARAMETER, reason);
    }

    /** Of bytes that are no message of the RPC's. */
    static Ending malformed(Rpc rpc, IOException why) {
        return malformed(
                "expected a serialized "
                        + rpc.published().getInputType().getName()
                        + ": "
                        + why.getMessage());
    }

    static Ending tooLarge(int mostBytes, int foundBytes) {
        return new Ending(
                Outcome.TOO_LARGE,
                ErrorKind.TOO_LARGE,
                "a request must have at most " + mostBytes + " bytes, found " + foundBytes);
    }

    static Ending rateLimited(Bridge.Limits limits) {
        return new Ending(
                Outcome.RATE_LIMITED,
                ErrorKind.RATE_LIMIT,
                "too many calls are under way: the gateway takes "
                        + limits.maxCalls()
                        + " and "
                        + limits.maxBytes()
                        + " bytes at once, of one connection half the bytes; try again in a"
                        + " moment");
    }

    static Ending unconfirmed(Exception failure) {
        return new Ending(
                Outcome.FAILED,
                ErrorKind.NOT_READY,
                "Kafka did not confirm the request, so it may not be in the log: "
                        + failure.getMessage());
    }

    static Ending expired(Duration timeout, WaitingCall.Stage stage) {
        String within = " within " + timeout.toSeconds() + " s";
        return new Ending(
                Outcome.EXPIRED,
                ErrorKind.NOT_READY,
                stage == WaitingCall.Stage.COMING
                        ? "the request did not come whole" + within + ": try again"
                        : "no answer" + within + ": " + known(stage) + "; is the job running?");
    }

    /**
     * Of a call that is cut off.
     *
     * @param why the beginning of a sentence
     */
    static Ending abandoned(String why, WaitingCall.Stage stage) {
        return new Ending(
                Outcome.FAILED, ErrorKind.NOT_READY, why + ": " + known(stage) + "; try again");
    }

    private static String known(WaitingCall.Stage stage) {
        return switch (stage) {
            case COMING -> "the request is not in the log";
            case SENT -> "the request may be in the log, and is then executed";
            case LOGGED -> "the request is in the log and will be executed";
        };
    }
}

package io.tidemark.connectors.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Makes what goes into the log of what a client sent, or tells why it cannot. */
final class RequestIntake {

    private static final byte[] NOTHING = {};

    private final Correlations correlations;
    private final Bridge.Limits limits;

    /** One of the two. */
    record Result(Optional<RequestLog.Entry> entry, Optional<Ending> ending) {

        private static Result taken(RequestLog.Entry entry) {
            return new Result(Optional.of(entry), Optional.empty());
        }

        private static Result ended(Ending ending) {
            return new Result(Optional.empty(), Optional.of(ending));
        }
    }

    RequestIntake(Correlations correlations, Bridge.Limits limits) {
        this.correlations = correlations;
        this.limits = limits;
    }

    /**
     * Reads a call's request to its end.
     *
     * @throws IOException where the message cannot be decompressed
     */
    Result read(WaitingCall call, InputStream message) throws IOException {
        IncomingRequest request = IncomingRequest.of(message);
        RequestShape.Head head;
        try {
            head = request.head(call.target().shape());
        } catch (IOException malformed) {
            return Result.ended(Ending.malformed(call.target().rpc(), malformed));
        }
        byte[] completion = completion(call, head, request.length());
        int length = request.length() + completion.length;
        if (length > limits.maxRequestBytes()) {
            return Result.ended(Ending.tooLarge(limits.maxRequestBytes(), length));
        }
        if (!call.place().hold(length)) {
            return Result.ended(Ending.rateLimited(limits));
        }
        return Result.taken(
                new RequestLog.Entry(
                        call.target().rpc().method().orElseThrow(),
                        call.caller().session().partition(),
                        correlations.of(call.number()),
                        request.with(completion)));
    }

    private byte[] completion(WaitingCall call, RequestShape.Head head, int length) {
        RequestShape shape = call.target().shape();
        String database = call.caller().database();
        call.about(shape.about(head, database));
        long token = call.caller().session().token(call.databases());
        byte[] completion = shape.completion(head, token, database);
        boolean fits = length + completion.length <= limits.maxRequestBytes();
        // Nothing is lost without a base that would only say the request's type once more.
        return fits || !head.bare(token, database) ? completion : NOTHING;
    }
}

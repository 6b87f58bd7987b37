package io.tidemark.connectors.grpc;

import io.grpc.Status;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Refusal;
import java.util.Optional;

/** An RPC as the gateway handles it: how its request is completed and its errors are told. */
final class RpcTarget {

    private final Rpc rpc;
    private final RequestShape shape;
    private final Optional<StatusPlace> status;

    RpcTarget(Rpc rpc) {
        this.rpc = rpc;
        this.shape =
                new RequestShape(
                        rpc.published().getInputType(),
                        rpc.method().map(method -> method.number()).orElse(0));
        this.status = StatusPlace.in(rpc.published().getOutputType());
    }

    Rpc rpc() {
        return rpc;
    }

    RequestShape shape() {
        return shape;
    }

    /** Answers with an error: in the response where it has a place for one, else as gRPC does. */
    void refuse(Reply reply, ErrorKind kind, String reason) {
        Refusal refusal = new Refusal(kind, reason);
        status.ifPresentOrElse(
                place -> reply.answer(place.response(refusal)),
                () -> reply.fail(code(kind).withDescription(reason)));
    }

    /** The response that tells a bare status, as the job answers what it does not know. */
    void refuse(Reply reply, byte[] bareStatus) {
        status.ifPresentOrElse(
                place -> reply.answer(place.response(bareStatus)),
                () -> reply.fail(Status.UNIMPLEMENTED.withDescription(rpc.name())));
    }

    private static Status code(ErrorKind kind) {
        if (kind == ErrorKind.UNIMPLEMENTED) {
            return Status.UNIMPLEMENTED;
        }
        return kind.retriable() ? Status.UNAVAILABLE : Status.INVALID_ARGUMENT;
    }
}

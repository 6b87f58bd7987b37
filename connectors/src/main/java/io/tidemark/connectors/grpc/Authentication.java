package io.tidemark.connectors.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Turns away who is not known, before a byte of the request is taken. */
final class Authentication implements ServerInterceptor {

    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Credentials credentials;
    private final GatewayCounters counters;

    Authentication(Credentials credentials, GatewayCounters counters) {
        this.credentials = credentials;
        this.counters = counters;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (credentials.accept(headers.get(AUTHORIZATION))) {
            return next.startCall(call, headers);
        }
        counters.count(call.getMethodDescriptor().getBareMethodName(), Outcome.UNAUTHENTICATED);
        call.close(
                Status.UNAUTHENTICATED.withDescription(
                        "the gateway knows neither this user and password nor this token"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }
}

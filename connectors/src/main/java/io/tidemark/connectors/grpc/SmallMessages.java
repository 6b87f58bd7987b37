package io.tidemark.connectors.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/**
 * Ends calls of services that need small messages only as soon as more of one has come. gRPC has
 * one limit for a whole server, and what health and reflection hold is not admitted as calls of
 * Milvus are.
 */
final class SmallMessages implements ServerInterceptor {

    /** Names of services and symbols are far below. */
    static final int MAX_BYTES = 1 << 12;

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Bounded<Q, A> bounded = new Bounded<>(call);
        InboundBytes.tell(bounded);
        return new SimpleForwardingServerCallListener<>(next.startCall(bounded, headers)) {
            @Override
            public void onMessage(Q message) {
                if (!bounded.refused()) {
                    super.onMessage(message);
                }
            }

            @Override
            public void onHalfClose() {
                if (!bounded.refused()) {
                    super.onHalfClose();
                }
            }
        };
    }

    /** The service may answer from another thread while a message is refused. */
    private static final class Bounded<Q, A> extends SimpleForwardingServerCall<Q, A>
            implements InboundBytes.Sink {

        private boolean closed;
        private boolean refused;

        private Bounded(ServerCall<Q, A> call) {
            super(call);
        }

        private synchronized boolean refused() {
            return refused;
        }

        @Override
        public synchronized void arrived(int message, long bytes) {
            if (bytes > MAX_BYTES && !closed) {
                refused = true;
                close(
                        Status.RESOURCE_EXHAUSTED.withDescription(
                                "a message must have at most " + MAX_BYTES + " bytes here"),
                        new Metadata());
            }
        }

        @Override
        public synchronized void sendHeaders(Metadata headers) {
            if (!closed) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public synchronized void sendMessage(A message) {
            if (!closed) {
                super.sendMessage(message);
            }
        }

        @Override
        public synchronized void close(Status status, Metadata trailers) {
            if (!closed) {
                closed = true;
                super.close(status, trailers);
            }
        }
    }
}

package io.tidemark.connectors.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;

/**
 * Tells a call how much of a message is in memory while it still comes. gRPC hands over whole
 * messages only, and a client may begin many and end none.
 */
final class InboundBytes extends ServerStreamTracer {

    /** Wants to know. */
    interface Sink {

        /**
         * Called in the network's thread.
         *
         * @param message of the call, from 0
         * @param bytes of it that are there; decompressed, where that is more
         */
        void arrived(int message, long bytes);
    }

    private static final Context.Key<InboundBytes> OF_CALL = Context.key("tidemark.inbound-bytes");

    private volatile Sink sink = (number, bytes) -> {};
    private int message;
    private long wire;
    private long uncompressed;

    private InboundBytes() {}

    /** For the server to make one for each call. */
    static ServerStreamTracer.Factory factory() {
        return new Factory() {
            @Override
            public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
                return new InboundBytes();
            }
        };
    }

    /** Tells of the call that begins, in whose context this is called. */
    static void tell(Sink sink) {
        OF_CALL.get().sink = sink;
    }

    @Override
    public Context filterContext(Context context) {
        return context.withValue(OF_CALL, this);
    }

    @Override
    public void inboundMessage(int number) {
        message = number;
        wire = 0;
        uncompressed = 0;
    }

    @Override
    public void inboundWireSize(long bytes) {
        wire += bytes;
        sink.arrived(message, Math.max(wire, uncompressed));
    }

    @Override
    public void inboundUncompressedSize(long bytes) {
        uncompressed += bytes;
        sink.arrived(message, Math.max(wire, uncompressed));
    }
}

package io.tidemark.connectors.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;

/** A call of an RPC that streams: none is served, and a stream has no place for an error. */
final class StreamCall {

    private StreamCall() {}

    static ServerCallHandler<byte[], byte[]> handler(Rpc rpc, Bridge bridge) {
        return (call, headers) -> {
            bridge.notServed(rpc);
            call.close(
                    Status.UNIMPLEMENTED.withDescription(
                            rpc.name()
                                    + " is not served: docs/clients.md lists what Tidemark serves"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        };
    }
}

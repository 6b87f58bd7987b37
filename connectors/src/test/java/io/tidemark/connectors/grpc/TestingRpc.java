package io.tidemark.connectors.grpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** RPCs by name, as tests speak of them. */
final class TestingRpc {

    private TestingRpc() {}

    static Rpc named(String name) {
        return Rpc.of(Rpc.SERVICE.findMethodByName(name));
    }

    static RpcTarget target(String name) {
        return new RpcTarget(named(name));
    }

    static RequestShape shape(String name) {
        return target(name).shape();
    }

    static RequestShape.Head head(RequestShape shape, byte[] request) throws IOException {
        return incoming(request).head(shape);
    }

    /** A request as it goes into the log. */
    static byte[] completed(RequestShape shape, byte[] request, long token, String database)
            throws IOException {
        IncomingRequest incoming = incoming(request);
        return incoming.with(shape.completion(incoming.head(shape), token, database));
    }

    /** Hands a request to a bridge that waits for it, as one of gRPC's calls does. */
    static void request(Bridge bridge, WaitingCall call, byte[] request) {
        try {
            bridge.read(call, new ByteArrayInputStream(request))
                    .ifPresent(entry -> bridge.send(call, entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IncomingRequest incoming(byte[] request) throws IOException {
        return IncomingRequest.of(new ByteArrayInputStream(request));
    }
}

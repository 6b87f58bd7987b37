package io.tidemark.connectors.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;

/** One call as gRPC tells of it: a request, an answer, an end. */
final class UnaryCall extends ServerCall.Listener<byte[]> implements Reply {

    /** The connection's database, for requests that name none. */
    static final Metadata.Key<String> DATABASE =
            Metadata.Key.of("dbname", Metadata.ASCII_STRING_MARSHALLER);

    private final ServerCall<byte[], byte[]> call;
    private final RpcTarget target;
    private final Bridge bridge;
    private final String database;
    private byte[] request;
    private Bridge.Call underWay;
    private boolean ended;

    private UnaryCall(
            ServerCall<byte[], byte[]> call, RpcTarget target, Bridge bridge, String database) {
        this.call = call;
        this.target = target;
        this.bridge = bridge;
        this.database = database;
    }

    /** Handles the calls of one RPC. */
    static ServerCallHandler<byte[], byte[]> handler(RpcTarget target, Bridge bridge) {
        return (call, headers) -> {
            String database = headers.get(DATABASE);
            // One message, and a second only to find out that there is one.
            call.request(2);
            return new UnaryCall(call, target, bridge, database == null ? "" : database);
        };
    }

    @Override
    public void onMessage(byte[] message) {
        if (request == null) {
            request = message;
        } else {
            refuse("expected one request, found more");
        }
    }

    @Override
    public void onHalfClose() {
        if (ended) {
            return;
        }
        if (request == null) {
            refuse("expected a request, found none");
            return;
        }
        byte[] payload = request;
        request = null;
        ClientSession session = call.getAttributes().get(ClientSessions.SESSION);
        underWay = bridge.call(target, payload, session, database, this);
    }

    @Override
    public void onCancel() {
        over(true);
    }

    @Override
    public void onComplete() {
        over(false);
    }

    private void over(boolean cancelled) {
        if (underWay != null) {
            underWay.over(cancelled);
            underWay = null;
        }
    }

    private void refuse(String reason) {
        bridge.malformed(target);
        fail(Status.INVALID_ARGUMENT.withDescription(reason));
    }

    @Override
    public void answer(byte[] response) {
        call.sendHeaders(new Metadata());
        call.sendMessage(response);
        call.close(Status.OK, new Metadata());
    }

    @Override
    public void fail(Status status) {
        ended = true;
        call.close(status, new Metadata());
    }
}

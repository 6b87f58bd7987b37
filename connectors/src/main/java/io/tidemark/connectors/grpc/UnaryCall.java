package io.tidemark.connectors.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * One call as gRPC tells of it: a request, an answer, an end. What the bridge answers at once, such
 * as an RPC that is not served, streams among them, is answered before any request is read.
 */
final class UnaryCall extends ServerCall.Listener<InputStream> implements Reply, InboundBytes.Sink {

    /** The connection's database, for requests that name none. */
    static final Metadata.Key<String> DATABASE =
            Metadata.Key.of("dbname", Metadata.ASCII_STRING_MARSHALLER);

    private static final String MORE = "expected one request, found more";

    private final ServerCall<InputStream, byte[]> call;
    private final Bridge bridge;
    private final WaitingCall underWay;
    private boolean whole;
    private Optional<RequestLog.Entry> request = Optional.empty();

    private UnaryCall(
            ServerCall<InputStream, byte[]> call,
            RpcTarget target,
            Bridge bridge,
            String database) {
        this.call = call;
        this.bridge = bridge;
        ClientSession session = call.getAttributes().get(ClientSessions.SESSION);
        boolean deadline = Context.current().getDeadline() != null;
        underWay = bridge.begin(target, new Caller(session, database, deadline, this));
    }

    /** Handles the calls of one RPC. */
    static ServerCallHandler<InputStream, byte[]> handler(RpcTarget target, Bridge bridge) {
        return (call, headers) -> {
            String database = headers.get(DATABASE);
            UnaryCall unary = new UnaryCall(call, target, bridge, database == null ? "" : database);
            if (bridge.waits(unary.underWay)) {
                InboundBytes.tell(unary);
                // One message, and a second only to find out that there is one.
                call.request(2);
            }
            return unary;
        };
    }

    @Override
    public void arrived(int message, long bytes) {
        if (message == 0) {
            bridge.arrived(underWay, bytes);
        } else {
            bridge.malformed(underWay, MORE);
        }
    }

    @Override
    public void onMessage(InputStream message) {
        if (whole) {
            bridge.malformed(underWay, MORE);
        } else if (bridge.waits(underWay)) {
            whole = true;
            try {
                request = bridge.read(underWay, message);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void onHalfClose() {
        if (!whole) {
            bridge.malformed(underWay, "expected a request, found none");
        } else if (bridge.waits(underWay)) {
            request.ifPresent(entry -> bridge.send(underWay, entry));
        }
        request = Optional.empty();
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
        request = Optional.empty();
        bridge.over(underWay, cancelled);
    }

    @Override
    public void answer(byte[] response) {
        call.sendHeaders(new Metadata());
        call.sendMessage(response);
        call.close(Status.OK, new Metadata());
    }

    @Override
    public void fail(Status status) {
        call.close(status, new Metadata());
    }
}

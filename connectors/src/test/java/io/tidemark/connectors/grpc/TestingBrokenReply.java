package io.tidemark.connectors.grpc;

import io.grpc.Status;

/** A client that cannot be told anything. */
final class TestingBrokenReply implements Reply {

    @Override
    public void answer(byte[] response) {
        throw new IllegalStateException("broken");
    }

    @Override
    public void fail(Status status) {
        throw new IllegalStateException("broken");
    }
}

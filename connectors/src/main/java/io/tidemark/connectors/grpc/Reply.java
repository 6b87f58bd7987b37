package io.tidemark.connectors.grpc;

import io.grpc.Status;

/** Takes the answer to one call, once. */
interface Reply {

    /** The response's bytes. */
    void answer(byte[] response);

    /** For a response type that has no place for an error. */
    void fail(Status status);
}

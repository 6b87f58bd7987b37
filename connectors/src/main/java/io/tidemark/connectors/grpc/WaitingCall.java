package io.tidemark.connectors.grpc;

/**
 * A call whose answer is still to come.
 *
 * @param target what is called
 * @param session of the connection it came over
 * @param database it is about
 * @param reply takes its answer
 * @param sinceNs when it came, of {@link System#nanoTime}
 */
record WaitingCall(
        RpcTarget target, ClientSession session, String database, Reply reply, long sinceNs) {

    String rpc() {
        return target.rpc().name();
    }
}

package io.tidemark.connectors.grpc;

/**
 * Who calls.
 *
 * @param session of the connection the call came over
 * @param database that the connection named; empty for none
 * @param deadline whether the client set one, at which gRPC ends the call
 * @param reply takes the answer
 */
record Caller(ClientSession session, String database, boolean deadline, Reply reply) {}

package io.tidemark.connectors.grpc;

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
}

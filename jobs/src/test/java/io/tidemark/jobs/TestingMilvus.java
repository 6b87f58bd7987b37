package io.tidemark.jobs;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.tidemark.connectors.grpc.Gateway;
import io.tidemark.request.Method;
import java.util.Iterator;
import java.util.concurrent.Future;

/** A client that knows nothing of Milvus but the messages: no handshake, no metadata. */
final class TestingMilvus implements AutoCloseable {

    private final ManagedChannel channel;
    private final CallOptions options;

    TestingMilvus(Gateway gateway) {
        this(gateway, CallOptions.DEFAULT);
    }

    private TestingMilvus(Gateway gateway, CallOptions options) {
        this.options = options;
        channel =
                Grpc.newChannelBuilder(
                                "127.0.0.1:" + gateway.port(), InsecureChannelCredentials.create())
                        .build();
    }

    /** One that compresses what it sends. */
    static TestingMilvus compressing(Gateway gateway) {
        return new TestingMilvus(gateway, CallOptions.DEFAULT.withCompression("gzip"));
    }

    <M extends Message> M call(Method method, Message request, Class<M> response) {
        return response.cast(
                ClientCalls.blockingUnaryCall(channel, descriptor(method), options, request));
    }

    /** A call that is not waited for. */
    Future<Message> begin(Method method, Message request) {
        return ClientCalls.futureUnaryCall(channel.newCall(descriptor(method), options), request);
    }

    /** How the gateway is, and each change of it, for as long as this client is open. */
    Iterator<HealthCheckResponse> health() {
        return HealthGrpc.newBlockingStub(channel).watch(HealthCheckRequest.getDefaultInstance());
    }

    private static MethodDescriptor<Message, Message> descriptor(Method method) {
        return MethodDescriptor.<Message, Message>newBuilder()
                .setType(MethodType.UNARY)
                .setFullMethodName("milvus.proto.milvus.MilvusService/" + method.rpcName())
                .setRequestMarshaller(ProtoUtils.marshaller(method.requestPrototype()))
                .setResponseMarshaller(ProtoUtils.marshaller(method.responsePrototype()))
                .build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}

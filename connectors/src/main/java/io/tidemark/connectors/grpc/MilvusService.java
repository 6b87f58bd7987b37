package io.tidemark.connectors.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Milvus service, made from its published descriptor: every RPC takes the same path. */
final class MilvusService {

    private MilvusService() {}

    static ServerServiceDefinition on(Bridge bridge) {
        Map<Rpc, MethodDescriptor<InputStream, byte[]>> methods = new LinkedHashMap<>();
        ServiceDescriptor.Builder service = ServiceDescriptor.newBuilder(Rpc.SERVICE.getFullName());
        for (Rpc rpc : Rpc.all()) {
            MethodDescriptor<InputStream, byte[]> method = method(rpc);
            methods.put(rpc, method);
            service.addMethod(method);
        }
        // For reflection: tools ask a server what it serves.
        service.setSchemaDescriptor(new PublishedFile(Rpc.SERVICE.getFile()));
        ServerServiceDefinition.Builder definition =
                ServerServiceDefinition.builder(service.build());
        methods.forEach(
                (rpc, method) ->
                        definition.addMethod(
                                method, UnaryCall.handler(new RpcTarget(rpc), bridge)));
        return definition.build();
    }

    static MethodDescriptor<InputStream, byte[]> method(Rpc rpc) {
        return MethodDescriptor.newBuilder(StreamMarshaller.INSTANCE, PayloadMarshaller.INSTANCE)
                .setFullMethodName(
                        MethodDescriptor.generateFullMethodName(
                                Rpc.SERVICE.getFullName(), rpc.name()))
                .setType(type(rpc))
                .build();
    }

    private static MethodType type(Rpc rpc) {
        boolean client = rpc.published().isClientStreaming();
        boolean server = rpc.published().isServerStreaming();
        if (client) {
            return server ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
        }
        return server ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    }

    private record PublishedFile(FileDescriptor getFileDescriptor)
            implements ProtoFileDescriptorSupplier {}
}

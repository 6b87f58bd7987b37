package io.tidemark.connectors.grpc;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.milvus.grpc.MilvusProto;
import io.tidemark.request.Method;
import java.util.List;
import java.util.Optional;

/**
 * One RPC of {@code milvus.proto.milvus.MilvusService}. The published descriptor says which there
 * are, and {@link Method} which of them the job serves; nothing is listed a third time.
 *
 * @param published the RPC as Milvus publishes it
 * @param method what the job executes for it; empty where it does not serve it
 */
record Rpc(MethodDescriptor published, Optional<Method> method) {

    /** The service as Milvus publishes it. */
    static final ServiceDescriptor SERVICE =
            MilvusProto.getDescriptor().findServiceByName("MilvusService");

    /** All of them, in the order of the published file. */
    static List<Rpc> all() {
        return SERVICE.getMethods().stream().map(Rpc::of).toList();
    }

    static Rpc of(MethodDescriptor published) {
        Optional<Method> method =
                Method.named(published.getName())
                        .filter(m -> m.fullName().equals(published.getInputType().getFullName()))
                        .filter(m -> !published.isClientStreaming())
                        .filter(m -> !published.isServerStreaming());
        return new Rpc(published, method);
    }

    String name() {
        return published.getName();
    }

    boolean served() {
        return method.isPresent();
    }
}

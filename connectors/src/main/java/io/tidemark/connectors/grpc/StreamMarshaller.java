package io.tidemark.connectors.grpc;

import io.grpc.MethodDescriptor.Marshaller;
import java.io.InputStream;

/** Leaves a request where gRPC has it; it can be read until gRPC is told that it was handled. */
enum StreamMarshaller implements Marshaller<InputStream> {
    INSTANCE;

    @Override
    public InputStream stream(InputStream message) {
        return message;
    }

    @Override
    public InputStream parse(InputStream message) {
        return message;
    }
}

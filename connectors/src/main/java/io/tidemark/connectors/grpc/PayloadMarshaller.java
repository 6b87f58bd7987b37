package io.tidemark.connectors.grpc;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Leaves a message as the bytes it is: nothing is decoded, so nothing unknown to us is lost. */
enum PayloadMarshaller implements Marshaller<byte[]> {
    INSTANCE;

    @Override
    public InputStream stream(byte[] payload) {
        return new Payload(payload);
    }

    @Override
    public byte[] parse(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells its length, so that gRPC need not copy it to find out. */
    private static final class Payload extends ByteArrayInputStream implements KnownLength {
        private Payload(byte[] payload) {
            super(payload);
        }
    }
}

package io.tidemark.connectors.grpc;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Leaves an answer as the bytes it is: nothing is decoded, so nothing unknown to us is lost. */
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

    /**
     * Tells its length and writes itself, so that gRPC needs no buffer of its own to find out and
     * to copy through.
     */
    private static final class Payload extends ByteArrayInputStream
            implements KnownLength, Drainable {
        private Payload(byte[] payload) {
            super(payload);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int left = available();
            transferTo(target);
            return left;
        }
    }
}

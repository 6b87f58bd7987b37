package io.tidemark.connectors.grpc;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
            return stream instanceof KnownLength
                    ? exactly(stream, stream.available())
                    : stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A stream that does not know its length is read in pieces, which are then put together. */
    private static byte[] exactly(InputStream stream, int length) throws IOException {
        byte[] payload = new byte[length];
        int read = stream.readNBytes(payload, 0, length);
        if (read < length) {
            throw new EOFException("expected " + length + " bytes, found " + read);
        }
        return payload;
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

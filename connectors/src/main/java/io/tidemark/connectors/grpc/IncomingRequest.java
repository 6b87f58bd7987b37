package io.tidemark.connectors.grpc;

import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A request as it came over the network. It can be looked through where it lies and is copied once,
 * into what the log takes: it may have megabytes.
 */
final class IncomingRequest {

    private final InputStream bytes;
    private final int length;

    private IncomingRequest(InputStream bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /**
     * Begins to read one.
     *
     * @param message stands at its beginning and stays open while this is used
     * @throws IOException where it cannot be decompressed
     */
    static IncomingRequest of(InputStream message) throws IOException {
        if (message instanceof KnownLength && message.markSupported()) {
            return new IncomingRequest(message, message.available());
        }
        byte[] all = message.readAllBytes();
        return new IncomingRequest(new ByteArrayInputStream(all), all.length);
    }

    int length() {
        return length;
    }

    /**
     * What a client said in it; to be called before {@link #with}.
     *
     * @throws IOException where the bytes are no protobuf message
     */
    RequestShape.Head head(RequestShape shape) throws IOException {
        bytes.mark(length);
        RequestShape.Head head = shape.read(bytes);
        bytes.reset();
        return head;
    }

    /** Its bytes and these behind them; it can be called once. */
    byte[] with(byte[] completion) throws IOException {
        byte[] all = new byte[length + completion.length];
        int read = bytes.readNBytes(all, 0, length);
        if (read < length) {
            throw new EOFException("expected " + length + " bytes, found " + read);
        }
        System.arraycopy(completion, 0, all, length, completion.length);
        return all;
    }
}

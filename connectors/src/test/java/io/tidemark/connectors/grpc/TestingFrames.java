package io.tidemark.connectors.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** What a client of HTTP/2 may send, by hand: a call that no library would make. */
final class TestingFrames {

    /** What a connection begins with: the magic and empty settings. */
    static final byte[] PREFACE =
            concat("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(UTF_8), frame(4, 0, 0));

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int END_HEADERS = 4;
    private static final int STREAM = 1;

    private TestingFrames() {}

    /** Begins a call. */
    static byte[] headers(String rpc) {
        byte[] block =
                concat(
                        header(":method", "POST"),
                        header(":scheme", "http"),
                        header(":authority", "localhost"),
                        header(":path", "/" + Rpc.SERVICE.getFullName() + "/" + rpc),
                        header("content-type", "application/grpc"),
                        header("te", "trailers"));
        return frame(HEADERS, END_HEADERS, STREAM, block);
    }

    static byte[] data(byte[] bytes) {
        return frame(DATA, 0, STREAM, bytes);
    }

    /** What stands before a message that is not compressed. */
    static byte[] lengthOf(int message) {
        return ByteBuffer.allocate(5).put((byte) 0).putInt(message).array();
    }

    private static byte[] header(String name, String value) {
        byte[] key = name.getBytes(UTF_8);
        byte[] text = value.getBytes(UTF_8);
        return ByteBuffer.allocate(3 + key.length + text.length)
                .put((byte) 0)
                .put((byte) key.length)
                .put(key)
                .put((byte) text.length)
                .put(text)
                .array();
    }

    private static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

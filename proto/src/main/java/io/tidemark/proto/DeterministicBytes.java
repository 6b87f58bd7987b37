package io.tidemark.proto;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Serializes what is published: equal messages of one version of protobuf give equal bytes. Its own
 * {@code toByteArray} leaves the order of a map's entries open.
 */
public final class DeterministicBytes {

    private DeterministicBytes() {}

    /** The serialized message, with the entries of each map in the order of their keys. */
    public static byte[] of(Message message) {
        byte[] bytes = new byte[message.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        try {
            message.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("An array of the message's own size is too small", e);
        }
        out.checkNoSpaceLeft();
        return bytes;
    }
}

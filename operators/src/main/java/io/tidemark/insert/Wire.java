package io.tidemark.insert;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Small pieces of serialized protobuf, made once for a schema. */
final class Wire {

    /** Writes some fields. */
    interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private Wire() {}

    static byte[] bytes(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            fields.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Bytes of a length-delimited field with a number below 16, around so many bytes. */
    static int fieldBytes(int content) {
        return 1 + CodedOutputStream.computeUInt32SizeNoTag(content) + content;
    }

    /** The tag of a length-delimited field. */
    static void writeLengthTag(CodedOutputStream out, int fieldNumber) throws IOException {
        out.writeUInt32NoTag(fieldNumber << 3 | 2);
    }
}

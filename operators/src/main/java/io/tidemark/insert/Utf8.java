package io.tidemark.insert;

import com.google.protobuf.UnsafeByteOperations;
import io.tidemark.request.RefusedException;
import java.nio.charset.StandardCharsets;

/** Text on the wire, which protobuf wants to be valid UTF-8. */
final class Utf8 {

    private Utf8() {}

    static boolean valid(byte[] bytes, int from, int length) {
        for (int at = from; at < from + length; at++) {
            if (bytes[at] < 0) {
                return UnsafeByteOperations.unsafeWrap(bytes, at, from + length - at).isValidUtf8();
            }
        }
        return true;
    }

    static String text(byte[] bytes, int from, int length) throws RefusedException {
        if (!valid(bytes, from, length)) {
            throw WireReader.malformed("a text is not valid UTF-8");
        }
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
}

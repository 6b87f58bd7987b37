package io.tidemark.insert;

import com.google.protobuf.WireFormat;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Payload;
import io.tidemark.request.RefusedException;

/**
 * A cursor over a range of serialized protobuf that copies nothing. Every length and number in it
 * is taken as hostile: whatever does not lie within the range is refused, and nothing is allocated.
 *
 * <p>Groups, which proto3 does not have, are refused; so the depth is that of the caller's code.
 */
final class WireReader {

    /** Where the bits of a number's tenth byte go. */
    private static final int LAST_SHIFT = 63;

    private final byte[] bytes;
    private final int limit;
    private int position;

    WireReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.position = from;
        this.limit = to;
    }

    static WireReader of(Payload payload) {
        int from = payload.from();
        return new WireReader(payload.bytes(), from, from + payload.size());
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    int limit() {
        return limit;
    }

    boolean atEnd() {
        return position == limit;
    }

    /** Field number and wire type of the next field. */
    int readTag() throws RefusedException {
        long tag = readVarint();
        if (tag < 1 << 3 || tag > 0xffffffffL) {
            throw malformed("field number " + (tag >>> 3) + " does not exist");
        }
        return (int) tag;
    }

    long readVarint() throws RefusedException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position == limit) {
                throw malformed("it ends within a number");
            }
            byte next = bytes[position++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                // It has room for one bit; of any other value readers make different numbers.
                if (shift == LAST_SHIFT && next != 1) {
                    throw malformed("a number's tenth byte is not 1");
                }
                return value;
            }
        }
        throw malformed("a number has more than 10 bytes");
    }

    /** Steps over a length-delimited field; its content is returned as a cursor of its own. */
    WireReader readRange() throws RefusedException {
        long length = readVarint();
        int from = position;
        advance(length);
        return new WireReader(bytes, from, position);
    }

    /** Steps over a length-delimited field's content and returns how long it is. */
    int skipRange() throws RefusedException {
        long length = readVarint();
        advance(length);
        return (int) length;
    }

    void skip(int tag) throws RefusedException {
        switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT -> readVarint();
            case WireFormat.WIRETYPE_FIXED32 -> advance(Integer.BYTES);
            case WireFormat.WIRETYPE_FIXED64 -> advance(Long.BYTES);
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> skipRange();
            default -> throw malformed("a field has wire type " + (tag & 7));
        }
    }

    void advance(long length) throws RefusedException {
        if (length < 0 || length > limit - position) {
            throw malformed("a length reaches beyond the end");
        }
        position += (int) length;
    }

    /** The whole range as text. */
    String text(KnownTexts known) throws RefusedException {
        return known.text(bytes, position, limit - position);
    }

    static RefusedException malformed(String found) {
        return new RefusedException(
                ErrorKind.INVALID_PARAMETER,
                "the request is not a valid protobuf message: " + found);
    }
}

package io.tidemark.insert;

import com.google.protobuf.WireFormat;
import io.tidemark.request.RefusedException;

/**
 * The elements of a repeated number, one behind the other. Senders pack them into one chunk, which
 * is then used where it lies; protobuf also allows several chunks and single elements, which are
 * gathered into bytes of their own, never more than the message has.
 */
record Packed(byte[] bytes, int from, int to) {

    /**
     * @param in the message that has the field; other fields are skipped
     * @param wireType of one element that is not packed
     */
    static Packed of(WireReader in, int fieldNumber, int wireType) throws RefusedException {
        int start = in.position();
        int pieces = 0;
        int total = 0;
        Packed last = new Packed(in.bytes(), start, start);
        while (!in.atEnd()) {
            Packed piece = next(in, fieldNumber, wireType);
            if (piece != null) {
                pieces++;
                total += piece.to - piece.from;
                last = piece;
            }
        }
        if (pieces <= 1) {
            return last;
        }
        byte[] gathered = new byte[total];
        int at = 0;
        WireReader again = new WireReader(in.bytes(), start, in.limit());
        while (!again.atEnd()) {
            Packed piece = next(again, fieldNumber, wireType);
            if (piece != null) {
                int length = piece.to - piece.from;
                System.arraycopy(piece.bytes, piece.from, gathered, at, length);
                at += length;
            }
        }
        return new Packed(gathered, 0, total);
    }

    /** The next field where it is of that number, else null behind it. */
    private static Packed next(WireReader in, int fieldNumber, int wireType)
            throws RefusedException {
        int tag = in.readTag();
        int from = in.position();
        if (tag == (fieldNumber << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            int length = in.skipRange();
            Packed chunk = new Packed(in.bytes(), in.position() - length, in.position());
            chunk.checkWhole(wireType);
            return chunk;
        }
        in.skip(tag);
        return tag == (fieldNumber << 3 | wireType)
                ? new Packed(in.bytes(), from, in.position())
                : null;
    }

    /** An element does not continue in another chunk. */
    private void checkWhole(int wireType) throws RefusedException {
        boolean whole =
                switch (wireType) {
                    case WireFormat.WIRETYPE_VARINT -> to == from || bytes[to - 1] >= 0;
                    case WireFormat.WIRETYPE_FIXED32 -> (to - from) % Integer.BYTES == 0;
                    default -> (to - from) % Long.BYTES == 0;
                };
        if (!whole) {
            throw WireReader.malformed("packed numbers end within a number");
        }
    }
}

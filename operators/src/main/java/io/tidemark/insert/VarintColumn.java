package io.tidemark.insert;

import com.google.protobuf.CodedOutputStream;
import io.tidemark.request.RefusedException;

/** Numbers of one to ten bytes: Bool, Int8 to Int64. */
final class VarintColumn implements KeyColumn {

    /** What protobuf makes of a number that is sent as more than the field holds. */
    enum Kind {
        BOOL,
        INT32,
        INT64;

        long canonical(long value) {
            return switch (this) {
                case BOOL -> value == 0 ? 0 : 1;
                case INT32 -> (int) value;
                case INT64 -> value;
            };
        }
    }

    private final byte[] bytes;

    /** Where each number begins; one more for the end. */
    private final int[] offsets;

    private VarintColumn(byte[] bytes, int[] offsets) {
        this.bytes = bytes;
        this.offsets = offsets;
    }

    static VarintColumn parse(Packed packed, Kind kind) throws RefusedException {
        byte[] bytes = packed.bytes();
        int count = 0;
        for (int at = packed.from(); at < packed.to(); at++) {
            count += 1 - ((bytes[at] & 0x80) >>> 7);
        }
        int[] offsets = new int[count + 1];
        WireReader in = new WireReader(bytes, packed.from(), packed.to());
        boolean canonical = true;
        int row = 0;
        for (; !in.atEnd(); row++) {
            offsets[row] = in.position();
            long value = in.readVarint();
            int length = in.position() - offsets[row];
            canonical &=
                    kind.canonical(value) == value
                            && CodedOutputStream.computeUInt64SizeNoTag(value) == length;
        }
        offsets[row] = packed.to();
        VarintColumn column = new VarintColumn(bytes, offsets);
        return canonical ? column : column.rewritten(kind);
    }

    /** The same numbers in the bytes that protobuf itself would write. */
    private VarintColumn rewritten(Kind kind) {
        int[] starts = new int[offsets.length];
        for (int row = 0; row < rows(); row++) {
            long value = kind.canonical(value(row));
            starts[row + 1] = starts[row] + CodedOutputStream.computeUInt64SizeNoTag(value);
        }
        byte[] written = new byte[starts[rows()]];
        for (int row = 0; row < rows(); row++) {
            long value = kind.canonical(value(row));
            int at = starts[row];
            for (; (value & ~0x7fL) != 0; value >>>= 7) {
                written[at++] = (byte) (value | 0x80);
            }
            written[at] = (byte) value;
        }
        return new VarintColumn(written, starts);
    }

    long value(int row) {
        long value = 0;
        int shift = 0;
        for (int at = offsets[row]; at < offsets[row + 1]; at++, shift += 7) {
            value |= (bytes[at] & 0x7fL) << shift;
        }
        return value;
    }

    /** The first row whose number lies outside, or −1. */
    int firstOutside(long least, long most) {
        for (int row = 0; row < rows(); row++) {
            long value = value(row);
            if (value < least || value > most) {
                return row;
            }
        }
        return -1;
    }

    @Override
    public int rows() {
        return offsets.length - 1;
    }

    @Override
    public int rowBytes(int row) {
        return offsets[row + 1] - offsets[row];
    }

    @Override
    public long bytes(Rows rows) {
        long all = 0;
        for (int index = rows.from(); index < rows.to(); ) {
            int end = rows.endOfRun(index);
            all += offsets[rows.order()[end - 1] + 1] - offsets[rows.order()[index]];
            index = end;
        }
        return all;
    }

    @Override
    public void writeRow(WireWriter out, int row) {
        out.write(bytes, offsets[row], rowBytes(row));
    }

    @Override
    public void write(WireWriter out, Rows rows) {
        for (int index = rows.from(); index < rows.to(); ) {
            int end = rows.endOfRun(index);
            int from = offsets[rows.order()[index]];
            out.write(bytes, from, offsets[rows.order()[end - 1] + 1] - from);
            index = end;
        }
    }

    @Override
    public int shard(int row, int shards) {
        return RowHash.shard(value(row), shards);
    }
}

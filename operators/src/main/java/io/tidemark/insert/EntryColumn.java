package io.tidemark.insert;

import com.google.protobuf.CodedOutputStream;
import io.tidemark.request.RefusedException;
import java.nio.charset.StandardCharsets;

/** Data of which each row is a field with a length: texts, JSON, arrays and sparse vectors. */
final class EntryColumn implements KeyColumn {

    /** Field 1, length-delimited: what the elements of all Milvus' arrays are. */
    static final int TAG = 1 << 3 | 2;

    private final byte[] bytes;
    private final int[] starts;
    private final int[] lengths;

    private EntryColumn(byte[] bytes, int[] starts, int[] lengths) {
        this.bytes = bytes;
        this.starts = starts;
        this.lengths = lengths;
    }

    /** The elements of a message {@code {repeated bytes = 1}}; other fields are skipped. */
    static EntryColumn parse(WireReader in) throws RefusedException {
        int from = in.position();
        int count = 0;
        while (!in.atEnd()) {
            int tag = in.readTag();
            in.skip(tag);
            count += tag == TAG ? 1 : 0;
        }
        int[] starts = new int[count];
        int[] lengths = new int[count];
        WireReader again = new WireReader(in.bytes(), from, in.limit());
        for (int row = 0; row < count; ) {
            int tag = again.readTag();
            if (tag != TAG) {
                again.skip(tag);
                continue;
            }
            lengths[row] = again.skipRange();
            starts[row] = again.position() - lengths[row];
            row++;
        }
        return new EntryColumn(in.bytes(), starts, lengths);
    }

    /** Consecutive numbers as decimal text: generated primary keys of type VarChar. */
    static EntryColumn decimals(long first, int count) {
        StringBuilder text = new StringBuilder();
        int[] starts = new int[count];
        int[] lengths = new int[count];
        for (int row = 0; row < count; row++) {
            starts[row] = text.length();
            text.append(first + row);
            lengths[row] = text.length() - starts[row];
        }
        return new EntryColumn(
                text.toString().getBytes(StandardCharsets.US_ASCII), starts, lengths);
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int row) {
        return starts[row];
    }

    int length(int row) {
        return lengths[row];
    }

    /** A row's content as a cursor. */
    WireReader reader(int row) {
        return new WireReader(bytes, starts[row], starts[row] + lengths[row]);
    }

    @Override
    public int rows() {
        return starts.length;
    }

    @Override
    public int rowBytes(int row) {
        return 1 + CodedOutputStream.computeUInt32SizeNoTag(lengths[row]) + lengths[row];
    }

    @Override
    public void writeRow(WireWriter out, int row) {
        out.write((byte) TAG);
        out.writeVarint(lengths[row]);
        out.write(bytes, starts[row], lengths[row]);
    }

    @Override
    public int shard(int row, int shards) {
        return RowHash.shard(bytes, starts[row], lengths[row], shards);
    }
}

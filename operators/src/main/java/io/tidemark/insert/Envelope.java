package io.tidemark.insert;

import com.google.protobuf.CodedOutputStream;
import io.milvus.grpc.ArrayArray;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.SparseFloatArray;
import io.milvus.grpc.VectorField;
import milvus.proto.msg.Msg;

/**
 * Everything of a column in a message but its rows: the nested messages around them, as serialized
 * pieces. Level by level: an opening that ends with the tag of the next level, and its length.
 * Behind the rows a trailer of the innermost message, then the end of FieldData.
 */
final class Envelope {

    private static final int MAX_LENGTH_BYTES = 5;

    private final byte[][] openings;
    private final byte[] trailer;
    private final byte[] end;
    private final int maxBytes;

    private Envelope(byte[][] openings, byte[] trailer, byte[] end) {
        this.openings = openings;
        this.trailer = trailer;
        this.end = end;
        int bytes = trailer.length + end.length + 1 + MAX_LENGTH_BYTES;
        for (byte[] opening : openings) {
            bytes += opening.length + MAX_LENGTH_BYTES;
        }
        this.maxBytes = bytes;
    }

    /**
     * @param dim of a vector; of sparse vectors the largest of the batch
     */
    static Envelope of(
            long fieldId,
            String name,
            boolean dynamic,
            ColumnType type,
            ColumnType elementType,
            long dim) {
        byte[] message =
                Wire.bytes(
                        out ->
                                Wire.writeLengthTag(
                                        out, Msg.InsertRequest.FIELDS_DATA_FIELD_NUMBER));
        byte[] field =
                Wire.bytes(
                        out -> {
                            FieldData.newBuilder()
                                    .setType(type.dataType())
                                    .setFieldName(name)
                                    .build()
                                    .writeTo(out);
                            Wire.writeLengthTag(out, type.container());
                        });
        byte[] container =
                Wire.bytes(
                        out -> {
                            if (type.vector()) {
                                VectorField.newBuilder().setDim(dim).build().writeTo(out);
                            }
                            Wire.writeLengthTag(out, type.dataNumber());
                        });
        byte[] packed = {EntryColumn.TAG};
        byte[] end =
                FieldData.newBuilder()
                        .setFieldId(fieldId)
                        .setIsDynamic(dynamic)
                        .build()
                        .toByteArray();
        return new Envelope(
                type.shape().packed()
                        ? new byte[][] {message, field, container, packed}
                        : new byte[][] {message, field, container},
                trailer(type, elementType, dim),
                end);
    }

    private static byte[] trailer(ColumnType type, ColumnType elementType, long dim) {
        return switch (type) {
            case ARRAY ->
                    ArrayArray.newBuilder()
                            .setElementType(elementType.dataType())
                            .build()
                            .toByteArray();
            case SPARSE_VECTOR -> SparseFloatArray.newBuilder().setDim(dim).build().toByteArray();
            default -> new byte[0];
        };
    }

    /** No envelope takes more bytes than this beside its rows and their validity. */
    int maxBytes() {
        return maxBytes;
    }

    /** Bytes of the whole. */
    int bytes(int[] contents) {
        return openings[0].length + lengthBytes(contents[0]) + contents[0];
    }

    /**
     * Length of what is inside each level, around rows of so many bytes: 0 is FieldData, the last
     * holds rows and trailer.
     *
     * @param validRows 0 without validity
     */
    int[] contents(int rowBytes, int validRows) {
        int[] contents = new int[openings.length];
        int content = rowBytes + trailer.length;
        for (int level = openings.length - 1; level > 0; level--) {
            contents[level] = content;
            content += openings[level].length + lengthBytes(content);
        }
        contents[0] = content + end.length + validBytes(validRows);
        return contents;
    }

    private static int validBytes(int validRows) {
        return validRows == 0 ? 0 : 1 + lengthBytes(validRows) + validRows;
    }

    private static int lengthBytes(int length) {
        return CodedOutputStream.computeUInt32SizeNoTag(length);
    }

    void write(WireWriter out, int[] contents, Column data, Rows rows, byte[] valid) {
        for (int level = 0; level < openings.length; level++) {
            out.write(openings[level]);
            out.writeVarint(contents[level]);
        }
        data.write(out, rows);
        out.write(trailer);
        out.write(end);
        if (valid != null) {
            out.writeHead(FieldData.VALID_DATA_FIELD_NUMBER, rows.count());
            for (int index = rows.from(); index < rows.to(); index++) {
                out.write(valid[rows.order()[index]]);
            }
        }
    }
}

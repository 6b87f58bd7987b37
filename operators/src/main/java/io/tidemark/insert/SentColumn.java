package io.tidemark.insert;

import com.google.protobuf.WireFormat;
import io.milvus.grpc.FieldData;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;

/**
 * One {@code schema.FieldData} as it was sent: what it says of itself, and where its data lies in
 * the payload. The data is not looked at before the schema tells what it must be.
 *
 * @param type number of the {@code schema.DataType} it claims
 * @param name field name as sent; may be empty for the dynamic field
 * @param dynamic whether it claims to be the dynamic field
 * @param container field number within FieldData of what holds the data: scalars, vectors or struct
 *     arrays; 0 where there is none
 * @param data content of that container
 * @param valid one byte a row, 1 where it has a value, 0 where it is null; null where not sent
 */
record SentColumn(
        int type, String name, boolean dynamic, int container, WireReader data, byte[] valid) {

    private static final WireReader NOTHING = new WireReader(new byte[0], 0, 0);

    static SentColumn parse(WireReader in, KnownTexts texts) throws RefusedException {
        int type = 0;
        String name = "";
        boolean dynamic = false;
        int container = 0;
        WireReader data = NOTHING;
        int from = in.position();
        boolean nullable = false;
        while (!in.atEnd()) {
            int tag = in.readTag();
            switch (tag) {
                case FieldData.TYPE_FIELD_NUMBER << 3 -> type = (int) in.readVarint();
                case FieldData.IS_DYNAMIC_FIELD_NUMBER << 3 -> dynamic = in.readVarint() != 0;
                case FieldData.FIELD_NAME_FIELD_NUMBER << 3 | 2 ->
                        name = in.readRange().text(texts);
                case FieldData.SCALARS_FIELD_NUMBER << 3 | 2,
                        FieldData.VECTORS_FIELD_NUMBER << 3 | 2,
                        FieldData.STRUCT_ARRAYS_FIELD_NUMBER << 3 | 2 -> {
                    if (container != 0) {
                        throw new RefusedException(
                                ErrorKind.INVALID_PARAMETER,
                                "the data of field " + name + " was sent in more than one piece");
                    }
                    container = WireFormat.getTagFieldNumber(tag);
                    data = in.readRange();
                }
                default -> {
                    nullable |=
                            WireFormat.getTagFieldNumber(tag) == FieldData.VALID_DATA_FIELD_NUMBER;
                    in.skip(tag);
                }
            }
        }
        byte[] valid = nullable ? validity(new WireReader(in.bytes(), from, in.limit())) : null;
        return new SentColumn(type, name, dynamic, container, data, valid);
    }

    private static byte[] validity(WireReader in) throws RefusedException {
        Packed flags = Packed.of(in, FieldData.VALID_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
        VarintColumn column = VarintColumn.parse(flags, VarintColumn.Kind.BOOL);
        byte[] valid = new byte[column.rows()];
        for (int row = 0; row < valid.length; row++) {
            valid[row] = (byte) column.value(row);
        }
        return valid;
    }
}

package io.tidemark.insert;

import com.google.protobuf.ByteString;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.ValueField;
import io.tidemark.schema.TypeParams;

/**
 * What an insert must know of one field.
 *
 * @param type null where data of its type cannot be inserted
 * @param elementType of an array; null elsewhere
 * @param dim of a dense vector, else 0
 * @param maxLength most bytes of a text
 * @param maxCapacity most elements of an array
 * @param filling what a row without a value gets, on the wire: the default value or zero
 * @param envelope null for sparse vectors, whose envelope tells the batch's dimension
 */
record InsertField(
        long id,
        String name,
        DataType dataType,
        ColumnType type,
        ColumnType elementType,
        int dim,
        int maxLength,
        int maxCapacity,
        boolean primaryKey,
        boolean partitionKey,
        boolean autoId,
        boolean nullable,
        boolean hasDefault,
        boolean dynamic,
        byte[] filling,
        Envelope envelope) {

    static InsertField of(FieldSchema schema) {
        ColumnType type = ColumnType.of(schema.getDataType());
        ColumnType elementType = ColumnType.of(schema.getElementType());
        int dim = param(schema, "dim", 0);
        boolean known = type != null && (type != ColumnType.ARRAY || element(elementType));
        boolean dynamic = schema.getIsDynamic();
        return new InsertField(
                schema.getFieldID(),
                schema.getName(),
                schema.getDataType(),
                known ? type : null,
                elementType,
                dim,
                param(schema, "max_length", Integer.MAX_VALUE),
                param(schema, "max_capacity", Integer.MAX_VALUE),
                schema.getIsPrimaryKey(),
                schema.getIsPartitionKey(),
                schema.getAutoID(),
                schema.getNullable(),
                schema.hasDefaultValue(),
                dynamic,
                known ? filling(schema, type, dim) : new byte[0],
                known && type != ColumnType.SPARSE_VECTOR
                        ? Envelope.of(
                                schema.getFieldID(),
                                schema.getName(),
                                dynamic,
                                type,
                                elementType,
                                dim)
                        : null);
    }

    /** Arrays nest once: their elements are plain scalars. */
    private static boolean element(ColumnType type) {
        return type != null && type.compareTo(ColumnType.VARCHAR) <= 0;
    }

    /** Meta holds only schemas whose parameters were checked when the collection was created. */
    private static int param(FieldSchema schema, String key, int absent) {
        return TypeParams.text(schema, key).map(Integer::parseInt).orElse(absent);
    }

    private static byte[] filling(FieldSchema schema, ColumnType type, int dim) {
        ValueField value = schema.getDefaultValue();
        return Wire.bytes(
                out -> {
                    switch (type.shape()) {
                        case BOOL -> out.writeBoolNoTag(value.getBoolData());
                        case INT32 -> out.writeInt32NoTag(value.getIntData());
                        case INT64 -> out.writeInt64NoTag(value.getLongData());
                        case DOUBLE -> out.writeDoubleNoTag(value.getDoubleData());
                        case ENTRIES -> out.writeBytes(1, entry(schema, type));
                        case FLOAT, BYTES -> {
                            if (type == ColumnType.FLOAT) {
                                out.writeFloatNoTag(value.getFloatData());
                            } else {
                                out.writeRawBytes(new byte[type.width(dim)]);
                            }
                        }
                    }
                });
    }

    private static ByteString entry(FieldSchema schema, ColumnType type) {
        if (schema.getIsDynamic()) {
            return ByteString.copyFromUtf8("{}");
        }
        ValueField value = schema.getDefaultValue();
        return type == ColumnType.JSON ? value.getBytesData() : value.getStringDataBytes();
    }

    /** An array's elements as a field of their own; such a field has no envelope. */
    InsertField element() {
        return new InsertField(
                id,
                name,
                elementType.dataType(),
                elementType,
                null,
                0,
                maxLength,
                maxCapacity,
                false,
                false,
                false,
                false,
                false,
                false,
                new byte[0],
                null);
    }

    /** Bytes of one row where all rows have the same, else 0. */
    int width() {
        return type.width(dim);
    }

    /** Whether it is a row's place: such a field always needs a value. */
    boolean key() {
        return primaryKey || partitionKey;
    }

    /** Whether a row may come without a value. */
    boolean optional() {
        return type != null && !type.vector() && !key() && (nullable || hasDefault || dynamic);
    }

    Envelope envelope(long batchDim) {
        return envelope != null
                ? envelope
                : Envelope.of(id, name, dynamic, type, elementType, batchDim);
    }
}

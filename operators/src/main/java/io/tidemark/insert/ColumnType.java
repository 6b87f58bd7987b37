package io.tidemark.insert;

import com.google.protobuf.WireFormat;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.VectorField;

/** The field types whose data can be inserted: where FieldData holds each, and in what shape. */
enum ColumnType {
    BOOL(DataType.Bool, ScalarField.BOOL_DATA_FIELD_NUMBER, Shape.BOOL),
    INT8(DataType.Int8, ScalarField.INT_DATA_FIELD_NUMBER, Shape.INT32),
    INT16(DataType.Int16, ScalarField.INT_DATA_FIELD_NUMBER, Shape.INT32),
    INT32(DataType.Int32, ScalarField.INT_DATA_FIELD_NUMBER, Shape.INT32),
    INT64(DataType.Int64, ScalarField.LONG_DATA_FIELD_NUMBER, Shape.INT64),
    FLOAT(DataType.Float, ScalarField.FLOAT_DATA_FIELD_NUMBER, Shape.FLOAT),
    DOUBLE(DataType.Double, ScalarField.DOUBLE_DATA_FIELD_NUMBER, Shape.DOUBLE),
    VARCHAR(DataType.VarChar, ScalarField.STRING_DATA_FIELD_NUMBER, Shape.ENTRIES),
    TEXT(DataType.Text, ScalarField.STRING_DATA_FIELD_NUMBER, Shape.ENTRIES),
    JSON(DataType.JSON, ScalarField.JSON_DATA_FIELD_NUMBER, Shape.ENTRIES),
    ARRAY(DataType.Array, ScalarField.ARRAY_DATA_FIELD_NUMBER, Shape.ENTRIES),
    FLOAT_VECTOR(DataType.FloatVector, VectorField.FLOAT_VECTOR_FIELD_NUMBER, Shape.FLOAT),
    BINARY_VECTOR(DataType.BinaryVector, VectorField.BINARY_VECTOR_FIELD_NUMBER, Shape.BYTES),
    FLOAT16_VECTOR(DataType.Float16Vector, VectorField.FLOAT16_VECTOR_FIELD_NUMBER, Shape.BYTES),
    BFLOAT16_VECTOR(DataType.BFloat16Vector, VectorField.BFLOAT16_VECTOR_FIELD_NUMBER, Shape.BYTES),
    INT8_VECTOR(DataType.Int8Vector, VectorField.INT8_VECTOR_FIELD_NUMBER, Shape.BYTES),
    SPARSE_VECTOR(
            DataType.SparseFloatVector,
            VectorField.SPARSE_FLOAT_VECTOR_FIELD_NUMBER,
            Shape.ENTRIES);

    /** How the rows lie in the container. */
    enum Shape {
        BOOL(WireFormat.WIRETYPE_VARINT),
        INT32(WireFormat.WIRETYPE_VARINT),
        INT64(WireFormat.WIRETYPE_VARINT),
        FLOAT(WireFormat.WIRETYPE_FIXED32),
        DOUBLE(WireFormat.WIRETYPE_FIXED64),
        ENTRIES(WireFormat.WIRETYPE_LENGTH_DELIMITED),
        /** One byte string, the rows side by side without a length of their own. */
        BYTES(WireFormat.WIRETYPE_LENGTH_DELIMITED);

        private final int wireType;

        Shape(int wireType) {
            this.wireType = wireType;
        }

        /** Wire type of one element. */
        int wireType() {
            return wireType;
        }

        /** Whether the rows are one packed field within their array message. */
        boolean packed() {
            return wireType != WireFormat.WIRETYPE_LENGTH_DELIMITED;
        }
    }

    private final DataType dataType;
    private final int dataNumber;
    private final Shape shape;

    ColumnType(DataType dataType, int dataNumber, Shape shape) {
        this.dataType = dataType;
        this.dataNumber = dataNumber;
        this.shape = shape;
    }

    /** Null where data of that type cannot be inserted. */
    static ColumnType of(DataType dataType) {
        for (ColumnType type : values()) {
            if (type.dataType == dataType) {
                return type;
            }
        }
        return null;
    }

    DataType dataType() {
        return dataType;
    }

    /** Field number of the data within the container. */
    int dataNumber() {
        return dataNumber;
    }

    Shape shape() {
        return shape;
    }

    boolean vector() {
        return compareTo(FLOAT_VECTOR) >= 0;
    }

    /** Field number of the container within FieldData. */
    int container() {
        return vector() ? FieldData.VECTORS_FIELD_NUMBER : FieldData.SCALARS_FIELD_NUMBER;
    }

    /** Bytes of one row where all rows have the same, else 0. */
    int width(int dim) {
        return switch (this) {
            case FLOAT -> Float.BYTES;
            case DOUBLE -> Double.BYTES;
            case FLOAT_VECTOR -> dim * Float.BYTES;
            case BINARY_VECTOR -> dim / Byte.SIZE;
            case FLOAT16_VECTOR, BFLOAT16_VECTOR -> dim * Short.BYTES;
            case INT8_VECTOR -> dim;
            default -> 0;
        };
    }

    /** How its numbers are checked for NaN and infinity; null where there are none. */
    FloatBits floatBits() {
        return switch (this) {
            case FLOAT, FLOAT_VECTOR -> FloatBits.FLOAT;
            case DOUBLE -> FloatBits.DOUBLE;
            case FLOAT16_VECTOR -> FloatBits.FLOAT16;
            case BFLOAT16_VECTOR -> FloatBits.BFLOAT16;
            default -> null;
        };
    }
}

package io.tidemark.schema;

import io.milvus.grpc.DataType;

/** The kinds of fields this release stores. */
public final class FieldTypes {

    private FieldTypes() {}

    public static boolean isVector(DataType type) {
        return isDenseVector(type) || type == DataType.SparseFloatVector;
    }

    /** Whether every vector of the field has the one dimension that its schema names. */
    public static boolean isDenseVector(DataType type) {
        return switch (type) {
            case FloatVector, BinaryVector, Float16Vector, BFloat16Vector, Int8Vector -> true;
            default -> false;
        };
    }

    /** Whether values of the type are single: what a default can be given for, an array hold. */
    public static boolean isScalar(DataType type) {
        return switch (type) {
            case Bool, Int8, Int16, Int32, Int64, Float, Double, VarChar -> true;
            default -> false;
        };
    }

    public static boolean isSupported(DataType type) {
        return isScalar(type) || isVector(type) || type == DataType.JSON || type == DataType.Array;
    }
}

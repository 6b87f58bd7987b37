package io.tidemark.schema;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.setting.Limits;
import io.tidemark.setting.Setting;

/**
 * What each field of a new collection must keep to by itself; every breach is INVALID_PARAMETER.
 * Source of limits and texts: Milvus internal/proxy/util.go.
 */
final class FieldRules {

    static final int MAX_VARCHAR_LENGTH = 65535;
    static final int MAX_ARRAY_CAPACITY = 4096;

    private FieldRules() {}

    static void check(FieldSchema field, String collection, Limits limits) throws RefusedException {
        checkType(field);
        if (FieldTypes.isDenseVector(field.getDataType())) {
            checkDimension(field, (int) limits.of(Setting.MAX_DIMENSION));
        }
        if (field.getDataType() == DataType.SparseFloatVector) {
            require(
                    TypeParams.text(field, TypeParams.DIM).isEmpty(),
                    "dim should not be specified for sparse vector field " + field.getName());
        }
        if (field.getDataType() == DataType.Array) {
            checkArray(field, collection);
        }
        if (isText(field)) {
            checkLength(field, collection);
        }
        checkNullable(field);
        DefaultValueRules.check(field);
    }

    private static void checkType(FieldSchema field) throws RefusedException {
        require(
                field.getDataType() != DataType.String,
                "string data type not supported yet, please use VarChar type instead");
        require(
                field.getDataType() != DataType.None,
                "data type " + field.getDataType() + " is not valid");
        require(
                FieldTypes.isSupported(field.getDataType()),
                "data type "
                        + field.getDataType()
                        + " is not supported yet, field name = "
                        + field.getName());
        require(
                !field.getIsDynamic(),
                "cannot explicitly set a field as a dynamic field, field name = "
                        + field.getName());
        require(
                !field.getIsFunctionOutput(),
                "functions are not supported yet, field name = " + field.getName());
    }

    private static void checkDimension(FieldSchema field, int most) throws RefusedException {
        String dim =
                TypeParams.text(field, TypeParams.DIM)
                        .orElseThrow(
                                () ->
                                        invalid(
                                                "dimension is not defined in field type params,"
                                                        + " check type param `dim` for vector"
                                                        + " field"));
        int dimension =
                TypeParams.within(dim, 1, most)
                        .orElseThrow(
                                () ->
                                        invalid(
                                                "invalid dimension: "
                                                        + dim
                                                        + ". should be in range 1 ~ "
                                                        + most));
        require(
                field.getDataType() != DataType.BinaryVector || dimension % Byte.SIZE == 0,
                "invalid dimension: " + dim + ". should be multiple of 8. ");
    }

    private static void checkArray(FieldSchema field, String collection) throws RefusedException {
        require(
                FieldTypes.isScalar(field.getElementType()),
                "element type " + field.getElementType() + " is not supported");
        String capacity =
                TypeParams.text(field, TypeParams.MAX_CAPACITY)
                        .orElseThrow(
                                () ->
                                        invalid(
                                                "type param(max_capacity) should be specified for"
                                                        + " array field of collection "
                                                        + collection));
        require(
                TypeParams.within(capacity, 1, MAX_ARRAY_CAPACITY).isPresent(),
                "the maximum capacity specified for a Array should be in (0, "
                        + MAX_ARRAY_CAPACITY
                        + "]");
    }

    private static void checkLength(FieldSchema field, String collection) throws RefusedException {
        String length =
                TypeParams.text(field, TypeParams.MAX_LENGTH)
                        .orElseThrow(
                                () ->
                                        invalid(
                                                "type param(max_length) should be specified for"
                                                        + " varChar field of collection "
                                                        + collection));
        require(
                TypeParams.within(length, 1, MAX_VARCHAR_LENGTH).isPresent(),
                "the maximum length specified for a VarChar shoule be in (0, "
                        + MAX_VARCHAR_LENGTH
                        + "]");
    }

    private static void checkNullable(FieldSchema field) throws RefusedException {
        require(!field.getNullable() || !field.getIsPrimaryKey(), "primary field not support null");
        require(
                !field.getNullable() || !FieldTypes.isVector(field.getDataType()),
                "vector type not support null");
        require(
                !field.getNullable() || !field.getIsPartitionKey(),
                "partition key field not support nullable");
    }

    private static boolean isText(FieldSchema field) {
        return field.getDataType() == DataType.VarChar
                || (field.getDataType() == DataType.Array
                        && field.getElementType() == DataType.VarChar);
    }

    static void require(boolean kept, String breach) throws RefusedException {
        if (!kept) {
            throw invalid(breach);
        }
    }

    private static RefusedException invalid(String breach) {
        return new RefusedException(ErrorKind.INVALID_PARAMETER, breach);
    }
}

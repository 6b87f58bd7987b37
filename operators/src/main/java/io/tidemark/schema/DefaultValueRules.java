package io.tidemark.schema;

import static io.tidemark.schema.FieldRules.require;

import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.ValueField;
import io.milvus.grpc.ValueField.DataCase;
import io.tidemark.request.RefusedException;
import java.nio.charset.StandardCharsets;

/**
 * What a field's default value must keep to. It is checked after the field's type, so that a text
 * field has its length.
 */
final class DefaultValueRules {

    private DefaultValueRules() {}

    static void check(FieldSchema field) throws RefusedException {
        DataCase sent = field.getDefaultValue().getDataCase();
        if (sent == DataCase.DATA_NOT_SET) {
            return;
        }
        require(!field.getIsPrimaryKey(), "primary field not support default_value");
        require(
                FieldTypes.isScalar(field.getDataType()),
                "type not support default_value, type:"
                        + field.getDataType()
                        + ", name:"
                        + field.getName());
        require(
                sent == kind(field),
                "type ("
                        + field.getDataType()
                        + ") of field ("
                        + field.getName()
                        + ") is not equal to the type of default_value ("
                        + sent
                        + ")");
        checkRange(field, field.getDefaultValue());
    }

    private static DataCase kind(FieldSchema field) {
        return switch (field.getDataType()) {
            case Bool -> DataCase.BOOL_DATA;
            case Int8, Int16, Int32 -> DataCase.INT_DATA;
            case Int64 -> DataCase.LONG_DATA;
            case Float -> DataCase.FLOAT_DATA;
            case Double -> DataCase.DOUBLE_DATA;
            case VarChar -> DataCase.STRING_DATA;
            default -> DataCase.DATA_NOT_SET;
        };
    }

    private static void checkRange(FieldSchema field, ValueField value) throws RefusedException {
        switch (field.getDataType()) {
            case Int8 -> within(value.getIntData(), Byte.MIN_VALUE, Byte.MAX_VALUE);
            case Int16 -> within(value.getIntData(), Short.MIN_VALUE, Short.MAX_VALUE);
            case VarChar -> {
                int length = value.getStringData().getBytes(StandardCharsets.UTF_8).length;
                int most = TypeParams.number(field, TypeParams.MAX_LENGTH);
                require(
                        length <= most,
                        "the length ("
                                + length
                                + ") of string exceeds max length ("
                                + most
                                + ") of field "
                                + field.getName());
            }
            default -> {
                // Every other kind of value fits its type.
            }
        }
    }

    private static void within(int value, int least, int most) throws RefusedException {
        require(
                value >= least && value <= most,
                "[" + value + "] out of range [" + least + ", " + most + "]");
    }
}

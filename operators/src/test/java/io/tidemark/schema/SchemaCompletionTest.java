package io.tidemark.schema;

import static io.tidemark.schema.TestingSchemas.field;
import static io.tidemark.schema.TestingSchemas.films;
import static io.tidemark.schema.TestingSchemas.key;
import static io.tidemark.schema.TestingSchemas.param;
import static io.tidemark.schema.TestingSchemas.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FunctionSchema;
import io.milvus.grpc.ValueField;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Refusal;
import io.tidemark.request.RefusedException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaCompletionTest {

    @Test
    void usageExample() throws RefusedException {
        CollectionSchema schema =
                SchemaCompletion.complete(films().setEnableDynamicField(true).build(), "films");

        assertThat(schema.getFieldsList())
                .extracting(FieldSchema::getFieldID, FieldSchema::getName, FieldSchema::getDataType)
                .containsExactly(
                        tuple(100L, "id", DataType.Int64),
                        tuple(101L, "vector", DataType.FloatVector),
                        tuple(102L, "$meta", DataType.JSON),
                        tuple(0L, "RowID", DataType.Int64),
                        tuple(1L, "Timestamp", DataType.Int64));
        assertThat(schema.getFields(2).getIsDynamic()).isTrue();
    }

    @Test
    void clientsIdsAndIndexParametersAreIgnoredAndParametersSorted() throws RefusedException {
        CollectionSchema schema =
                SchemaCompletion.complete(
                        films().addFields(
                                        field(" title ", DataType.VarChar)
                                                .setFieldID(7)
                                                .addIndexParams(param("index_type", "x"))
                                                .addTypeParams(param("max_length", "9"))
                                                .addTypeParams(param("analyzer", "y")))
                                .build(),
                        "films");

        FieldSchema title = schema.getFields(2);
        assertThat(title.getFieldID()).isEqualTo(102);
        assertThat(title.getName()).isEqualTo("title");
        assertThat(title.getIndexParamsList()).isEmpty();
        assertThat(title.getTypeParamsList())
                .containsExactly(param("analyzer", "y"), param("max_length", "9"));
        assertThat(TypeParams.number(title, TypeParams.MAX_LENGTH)).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {
                "Bool",
                "Int8",
                "Int16",
                "Int32",
                "Int64",
                "Float",
                "Double",
                "VarChar",
                "JSON",
                "Array",
                "FloatVector",
                "BinaryVector",
                "Float16Vector",
                "BFloat16Vector",
                "Int8Vector",
                "SparseFloatVector"
            })
    void everySupportedTypeIsAccepted(DataType type) throws RefusedException {
        FieldSchema.Builder field = field("x", type);
        switch (type) {
            case VarChar -> field.addTypeParams(param("max_length", "65535"));
            case Array ->
                    field.setElementType(DataType.VarChar)
                            .addTypeParams(param("max_length", "1"))
                            .addTypeParams(param("max_capacity", "4096"));
            case FloatVector, BinaryVector, Float16Vector, BFloat16Vector, Int8Vector ->
                    field.addTypeParams(param("dim", "32768"));
            default -> field.clearTypeParams();
        }

        CollectionSchema schema =
                SchemaCompletion.complete(films().addFields(field).build(), "films");

        assertThat(schema.getFields(2).getDataType()).isEqualTo(type);
    }

    @Test
    void nullableAndDefaultValuesAreKept() throws RefusedException {
        FieldSchema year =
                field("year", DataType.Int16)
                        .setNullable(true)
                        .setDefaultValue(ValueField.newBuilder().setIntData(32767))
                        .build();

        CollectionSchema schema =
                SchemaCompletion.complete(films().addFields(year).build(), "films");

        assertThat(schema.getFields(2)).isEqualTo(year.toBuilder().setFieldID(102).build());
    }

    @Test
    void sixtyFourFieldsAndTenVectorsAreAccepted() throws RefusedException {
        CollectionSchema.Builder schema = films();
        for (int i = 0; i < 9; i++) {
            schema.addFields(vector("v" + i));
        }
        for (int i = 0; i < 53; i++) {
            schema.addFields(field("f" + i, DataType.Bool));
        }

        assertThat(SchemaCompletion.complete(schema.build(), "films").getFieldsCount())
                .isEqualTo(66);
    }

    static Stream<Arguments> illegalSchemas() {
        CollectionSchema.Builder manyFields = films();
        for (int i = 0; i < 63; i++) {
            manyFields.addFields(field("f" + i, DataType.Bool));
        }
        CollectionSchema.Builder manyVectors = films();
        for (int i = 0; i < 10; i++) {
            manyVectors.addFields(vector("v" + i));
        }
        FieldSchema.Builder textKey =
                field("id", DataType.VarChar)
                        .setIsPrimaryKey(true)
                        .addTypeParams(param("max_length", "9"));
        return Stream.of(
                arguments("maximum field's number should be limited to 64", manyFields),
                arguments("maximum vector field's number should be limited to 10", manyVectors),
                arguments("duplicated field name", films().addFields(vector(" vector"))),
                arguments(
                        "schema contains system field: RowID, Timestamp",
                        films().addFields(field("RowID", DataType.Int64))),
                arguments(
                        "schema contains system field: RowID, Timestamp",
                        films().addFields(field("Timestamp", DataType.Int64))),
                arguments("primary key is not specified", films().removeFields(0)),
                arguments(
                        "there are more than one primary key, field name = id, other",
                        films().addFields(key().setName("other"))),
                arguments(
                        "the data type of primary key should be Int64 or VarChar",
                        films().setFields(0, key().setDataType(DataType.Int32))),
                arguments(
                        "autoID is not supported when the VarChar field is the primary key",
                        films().setFields(0, textKey.setAutoID(true))),
                arguments(
                        "only primary field can speficy AutoID with true, field name = n",
                        films().addFields(field("n", DataType.Int64).setAutoID(true))),
                arguments(
                        "only one field can speficy AutoID with true, field name = id, n",
                        films().setFields(0, key().setAutoID(true))
                                .addFields(field("n", DataType.Int64).setAutoID(true))),
                arguments(
                        "there are more than one partition key, field name = a, b",
                        films().addFields(field("a", DataType.Int64).setIsPartitionKey(true))
                                .addFields(field("b", DataType.Int64).setIsPartitionKey(true))),
                arguments(
                        "the partition key field must not be primary field",
                        films().setFields(0, key().setIsPartitionKey(true))),
                arguments(
                        "the data type of partition key should be Int64 or VarChar",
                        films().addFields(field("a", DataType.Bool).setIsPartitionKey(true))),
                arguments("schema does not contain vector field", films().removeFields(1)),
                arguments(
                        "functions and struct array fields are not supported yet",
                        films().addFunctions(FunctionSchema.getDefaultInstance())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("illegalSchemas")
    void illegalSchemasAreRefused(String reason, CollectionSchema.Builder schema) {
        assertRefused(schema, ErrorKind.ILLEGAL_SCHEMA, reason);
    }

    static Stream<Arguments> invalidFields() {
        String undefined =
                "dimension is not defined in field type params, check type param `dim` for vector"
                        + " field";
        String noLength =
                "type param(max_length) should be specified for varChar field of collection films";
        String badLength = "the maximum length specified for a VarChar shoule be in (0, 65535]";
        String noCapacity =
                "type param(max_capacity) should be specified for array field of collection films";
        String badCapacity = "the maximum capacity specified for a Array should be in (0, 4096]";
        return Stream.of(
                arguments("field name should not be empty", field("", DataType.Bool)),
                arguments(
                        "Invalid field name: $meta. The first character of a field name must be an"
                                + " underscore or letter.",
                        field("$meta", DataType.JSON)),
                arguments("data type None is not valid", field("x", DataType.None)),
                arguments(
                        "string data type not supported yet, please use VarChar type instead",
                        field("x", DataType.String)),
                arguments(
                        "data type Geometry is not supported yet, field name = x",
                        field("x", DataType.Geometry)),
                arguments(
                        "data type ArrayOfVector is not supported yet, field name = x",
                        field("x", DataType.ArrayOfVector)),
                arguments(
                        "cannot explicitly set a field as a dynamic field, field name = x",
                        field("x", DataType.JSON).setIsDynamic(true)),
                arguments(undefined, field("x", DataType.FloatVector)),
                arguments("invalid dimension: 0. should be in range 1 ~ 32768", dim("0")),
                arguments("invalid dimension: 32769. should be in range 1 ~ 32768", dim("32769")),
                arguments("invalid dimension: four. should be in range 1 ~ 32768", dim("four")),
                arguments(
                        "invalid dimension: 12. should be multiple of 8. ",
                        dim("12").setDataType(DataType.BinaryVector)),
                arguments(
                        "dim should not be specified for sparse vector field x",
                        dim("4").setDataType(DataType.SparseFloatVector)),
                arguments(noLength, field("x", DataType.VarChar)),
                arguments(badLength, text("0")),
                arguments(badLength, text("65536")),
                arguments(badLength, text("-")),
                arguments(
                        "element type Array is not supported",
                        field("x", DataType.Array).setElementType(DataType.Array)),
                arguments(noCapacity, array(DataType.Bool)),
                arguments(
                        badCapacity,
                        array(DataType.Bool).addTypeParams(param("max_capacity", "0"))),
                arguments(
                        badCapacity,
                        array(DataType.Bool).addTypeParams(param("max_capacity", "4097"))),
                arguments(
                        noLength,
                        array(DataType.VarChar).addTypeParams(param("max_capacity", "1"))),
                arguments("vector type not support null", dim("4").setNullable(true)),
                arguments(
                        "partition key field not support nullable",
                        field("x", DataType.Int64).setIsPartitionKey(true).setNullable(true)),
                arguments(
                        "type not support default_value, type:JSON, name:x",
                        field("x", DataType.JSON).setDefaultValue(number(1))),
                arguments(
                        "type (Bool) of field (x) is not equal to the type of default_value"
                                + " (INT_DATA)",
                        field("x", DataType.Bool).setDefaultValue(number(1))),
                arguments(
                        "[128] out of range [-128, 127]",
                        field("x", DataType.Int8).setDefaultValue(number(128))),
                arguments(
                        "[-32769] out of range [-32768, 32767]",
                        field("x", DataType.Int16).setDefaultValue(number(-32769))),
                arguments(
                        "the length (6) of string exceeds max length (5) of field x",
                        text("5").setDefaultValue(ValueField.newBuilder().setStringData("中文"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidFields")
    void invalidFieldsAreRefused(String reason, FieldSchema.Builder field) {
        assertRefused(films().addFields(field), ErrorKind.INVALID_PARAMETER, reason);
    }

    @Test
    void aPrimaryKeyHasNeitherNullsNorADefault() {
        assertRefused(
                films().setFields(0, key().setNullable(true)),
                ErrorKind.INVALID_PARAMETER,
                "primary field not support null");
        assertRefused(
                films().setFields(0, key().setDefaultValue(number(1))),
                ErrorKind.INVALID_PARAMETER,
                "primary field not support default_value");
    }

    private static void assertRefused(
            CollectionSchema.Builder schema, ErrorKind kind, String reason) {
        assertThatThrownBy(() -> SchemaCompletion.complete(schema.build(), "films"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.refusal()).isEqualTo(new Refusal(kind, reason)));
    }

    private static FieldSchema.Builder dim(String dim) {
        return field("x", DataType.FloatVector).addTypeParams(param("dim", dim));
    }

    private static FieldSchema.Builder text(String maxLength) {
        return field("x", DataType.VarChar).addTypeParams(param("max_length", maxLength));
    }

    private static FieldSchema.Builder array(DataType element) {
        return field("x", DataType.Array).setElementType(element);
    }

    private static ValueField.Builder number(int value) {
        return ValueField.newBuilder().setIntData(value);
    }
}

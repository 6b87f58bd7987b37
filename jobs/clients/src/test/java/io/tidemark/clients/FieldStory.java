package io.tidemark.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.DataType;
import io.milvus.v2.exception.MilvusClientException;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq.CollectionSchema;
import io.milvus.v2.service.collection.request.CreateCollectionReq.FieldSchema;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.response.DescribeCollectionResp;
import io.milvus.v2.service.partition.request.ListPartitionsReq;
import io.milvus.v2.service.vector.request.InsertReq;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collections with a field of every kind that the job takes, written down and told back. */
final class FieldStory {

    private static final int DIM = 8;
    private static final int TEXT = 100;

    private FieldStory() {}

    static void tell(MilvusClientV2 client) {
        tell(client, "scalars", scalars());
        tell(client, "optionals", optionals());
        tell(client, "vectors", vectors());
        CollectionSchema keyed = keyed();
        client.createCollection(
                CreateCollectionReq.builder()
                        .collectionName("keyed")
                        .collectionSchema(keyed)
                        .numPartitions(3)
                        .build());
        assertThat(assertTold(client, "keyed", keyed).getNumOfPartitions()).isEqualTo(3);
        assertThat(
                        client.listPartitions(
                                ListPartitionsReq.builder().collectionName("keyed").build()))
                .containsExactlyInAnyOrder("_default_0", "_default_1", "_default_2");
    }

    private static void tell(MilvusClientV2 client, String name, CollectionSchema schema) {
        client.createCollection(
                CreateCollectionReq.builder()
                        .collectionName(name)
                        .collectionSchema(schema)
                        .numShards(2)
                        .build());
        assertTold(client, name, schema);
    }

    /** Kinds of the SDK that the job does not take. */
    static void tellRefused(MilvusClientV2 client) {
        for (DataType type : List.of(DataType.Geometry, DataType.Timestamptz)) {
            assertRefused(
                    client,
                    AddFieldReq.builder().fieldName("other").dataType(type).build(),
                    1100,
                    "data type " + type + " is not supported yet, field name = other");
        }
        assertRefused(
                client,
                AddFieldReq.builder()
                        .fieldName("other")
                        .dataType(DataType.Array)
                        .elementType(DataType.Struct)
                        .maxCapacity(4)
                        .addStructField(
                                AddFieldReq.builder()
                                        .fieldName("part")
                                        .dataType(DataType.Int64)
                                        .build())
                        .build(),
                105,
                "functions and struct array fields are not supported yet");
    }

    private static void assertRefused(
            MilvusClientV2 client, AddFieldReq field, int code, String sentence) {
        CollectionSchema schema = keyed();
        schema.addField(field);
        assertThatThrownBy(
                        () ->
                                client.createCollection(
                                        CreateCollectionReq.builder()
                                                .collectionName("others")
                                                .collectionSchema(schema)
                                                .build()))
                .isInstanceOfSatisfying(
                        MilvusClientException.class,
                        refused -> assertThat(refused.getServerErrCode()).isEqualTo(code))
                .hasMessageContaining(sentence);
    }

    private static DescribeCollectionResp assertTold(
            MilvusClientV2 client, String name, CollectionSchema schema) {
        DescribeCollectionResp told =
                client.describeCollection(
                        DescribeCollectionReq.builder().collectionName(name).build());
        assertThat(told.getFieldNames())
                .isEqualTo(schema.getFieldSchemaList().stream().map(FieldSchema::getName).toList());
        for (FieldSchema field : schema.getFieldSchemaList()) {
            assertSame(told.getCollectionSchema().getField(field.getName()), field);
        }
        assertThat(
                        client.insert(
                                        InsertReq.builder()
                                                .collectionName(name)
                                                .data(List.of(row(schema, 1), row(schema, 2)))
                                                .build())
                                .getInsertCnt())
                .isEqualTo(2);
        return told;
    }

    private static void assertSame(FieldSchema told, FieldSchema field) {
        assertThat(told)
                .as(field.getName())
                .returns(field.getDataType(), FieldSchema::getDataType)
                .returns(field.getIsPrimaryKey(), FieldSchema::getIsPrimaryKey)
                .returns(field.getIsPartitionKey(), FieldSchema::getIsPartitionKey)
                .returns(field.getAutoID(), FieldSchema::getAutoID)
                .returns(field.getIsNullable(), FieldSchema::getIsNullable)
                .returns(field.getDefaultValue(), FieldSchema::getDefaultValue)
                .returns(field.getDimension(), FieldSchema::getDimension);
        if (field.getDataType() == DataType.Array) {
            assertThat(told)
                    .as(field.getName())
                    .returns(field.getElementType(), FieldSchema::getElementType)
                    .returns(field.getMaxCapacity(), FieldSchema::getMaxCapacity);
        }
        if (field.getDataType() == DataType.VarChar || field.getElementType() == DataType.VarChar) {
            assertThat(told.getMaxLength()).as(field.getName()).isEqualTo(TEXT);
        }
    }

    private static CollectionSchema scalars() {
        CollectionSchema schema = MilvusClientV2.CreateSchema();
        schema.addField(
                AddFieldReq.builder()
                        .fieldName("name")
                        .dataType(DataType.VarChar)
                        .maxLength(TEXT)
                        .isPrimaryKey(true)
                        .build());
        for (DataType type :
                List.of(
                        DataType.Bool,
                        DataType.Int8,
                        DataType.Int16,
                        DataType.Int32,
                        DataType.Int64,
                        DataType.Float,
                        DataType.Double,
                        DataType.JSON)) {
            schema.addField(AddFieldReq.builder().fieldName("f" + type).dataType(type).build());
        }
        schema.addField(array("numbers", DataType.Int32));
        schema.addField(array("words", DataType.VarChar));
        schema.addField(vector(DataType.FloatVector));
        return schema;
    }

    private static AddFieldReq array(String name, DataType element) {
        return AddFieldReq.builder()
                .fieldName(name)
                .dataType(DataType.Array)
                .elementType(element)
                .maxCapacity(16)
                .maxLength(TEXT)
                .build();
    }

    /** Fields whose values every other row leaves out: nullable ones, and such with a default. */
    private static CollectionSchema optionals() {
        CollectionSchema schema = keyed();
        for (DataType type :
                List.of(
                        DataType.Bool,
                        DataType.Int64,
                        DataType.Double,
                        DataType.VarChar,
                        DataType.JSON)) {
            schema.addField(
                    AddFieldReq.builder()
                            .fieldName("maybe" + type)
                            .dataType(type)
                            .maxLength(TEXT)
                            .isNullable(true)
                            .build());
        }
        AddFieldReq words = array("maybeWords", DataType.VarChar);
        words.setIsNullable(true);
        schema.addField(words);
        schema.addField(or(DataType.Bool, true));
        schema.addField(or(DataType.Int32, 7));
        schema.addField(or(DataType.Int64, 7L));
        schema.addField(or(DataType.Double, .5));
        schema.addField(or(DataType.VarChar, "none"));
        return schema;
    }

    private static AddFieldReq or(DataType type, Object value) {
        return AddFieldReq.builder()
                .fieldName("or" + type)
                .dataType(type)
                .maxLength(TEXT)
                .defaultValue(value)
                .build();
    }

    /** Whose rows are spread over partitions by a field. */
    private static CollectionSchema keyed() {
        CollectionSchema schema = MilvusClientV2.CreateSchema();
        schema.addField(
                AddFieldReq.builder()
                        .fieldName("id")
                        .dataType(DataType.Int64)
                        .isPrimaryKey(true)
                        .build());
        schema.addField(
                AddFieldReq.builder()
                        .fieldName("city")
                        .dataType(DataType.VarChar)
                        .maxLength(TEXT)
                        .isPartitionKey(true)
                        .build());
        schema.addField(vector(DataType.FloatVector));
        return schema;
    }

    private static CollectionSchema vectors() {
        CollectionSchema schema = MilvusClientV2.CreateSchema();
        schema.addField(
                AddFieldReq.builder()
                        .fieldName("id")
                        .dataType(DataType.Int64)
                        .isPrimaryKey(true)
                        .autoID(true)
                        .build());
        for (DataType type :
                List.of(
                        DataType.FloatVector,
                        DataType.BinaryVector,
                        DataType.Float16Vector,
                        DataType.BFloat16Vector,
                        DataType.Int8Vector)) {
            schema.addField(vector(type));
        }
        schema.addField(
                AddFieldReq.builder()
                        .fieldName("fSparseFloatVector")
                        .dataType(DataType.SparseFloatVector)
                        .build());
        return schema;
    }

    private static AddFieldReq vector(DataType type) {
        return AddFieldReq.builder().fieldName("f" + type).dataType(type).dimension(DIM).build();
    }

    private static JsonObject row(CollectionSchema schema, int number) {
        Gson gson = new Gson();
        JsonObject row = new JsonObject();
        for (FieldSchema field : schema.getFieldSchemaList()) {
            if (!field.getAutoID()) {
                row.add(field.getName(), gson.toJsonTree(value(field, number)));
            }
        }
        return row;
    }

    private static Object value(FieldSchema field, int number) {
        boolean optional = field.getIsNullable() || field.getDefaultValue() != null;
        if (optional && number % 2 == 0) {
            return null;
        }
        return switch (field.getDataType()) {
            case Bool -> number % 2 == 0;
            case Int8, Int16, Int32 -> number;
            case Int64 -> (long) number;
            case Float, Double -> number / 2.0;
            case VarChar -> "row " + number;
            case JSON -> new JsonObject();
            case Array ->
                    field.getElementType() == DataType.VarChar
                            ? List.of("one", "two")
                            : List.of(number, number + 1);
            case FloatVector -> List.of(.1f, .2f, .3f, .4f, .5f, .6f, .7f, .8f);
            case BinaryVector -> new byte[] {(byte) number};
            case Float16Vector, BFloat16Vector -> new byte[2 * DIM];
            case Int8Vector -> new byte[DIM];
            case SparseFloatVector -> sparse(number);
            default -> throw new AssertionError(field.getDataType());
        };
    }

    private static SortedMap<Long, Float> sparse(int number) {
        return new TreeMap<>(Map.of((long) number, .5f, number + 7L, .25f));
    }
}

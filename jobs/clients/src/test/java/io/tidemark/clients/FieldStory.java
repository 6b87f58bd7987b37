package io.tidemark.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.DataType;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq.CollectionSchema;
import io.milvus.v2.service.collection.request.CreateCollectionReq.FieldSchema;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.vector.request.InsertReq;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A collection with a field of every kind that the job takes, written down and told back. */
final class FieldStory {

    private static final int DIM = 8;
    private static final int TEXT = 100;

    private FieldStory() {}

    static void tell(MilvusClientV2 client) {
        tell(client, "scalars", scalars());
        tell(client, "vectors", vectors());
    }

    private static void tell(MilvusClientV2 client, String name, CollectionSchema schema) {
        client.createCollection(
                CreateCollectionReq.builder()
                        .collectionName(name)
                        .collectionSchema(schema)
                        .numShards(2)
                        .build());

        CollectionSchema told =
                client.describeCollection(
                                DescribeCollectionReq.builder().collectionName(name).build())
                        .getCollectionSchema();
        for (FieldSchema field : schema.getFieldSchemaList()) {
            FieldSchema back = told.getField(field.getName());
            assertThat(back.getDataType()).as(field.getName()).isEqualTo(field.getDataType());
            assertThat(back.getIsNullable()).as(field.getName()).isEqualTo(field.getIsNullable());
        }
        assertThat(
                        client.insert(
                                        InsertReq.builder()
                                                .collectionName(name)
                                                .data(List.of(row(schema, 1), row(schema, 2)))
                                                .build())
                                .getInsertCnt())
                .isEqualTo(2);
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
        schema.addField(
                AddFieldReq.builder()
                        .fieldName("maybe")
                        .dataType(DataType.Int64)
                        .isNullable(true)
                        .build());
        schema.addField(
                AddFieldReq.builder()
                        .fieldName("many")
                        .dataType(DataType.Array)
                        .elementType(DataType.Int32)
                        .maxCapacity(16)
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
        return switch (field.getDataType()) {
            case Bool -> number % 2 == 0;
            case Int8, Int16, Int32 -> number;
            case Int64 -> field.getIsNullable() && number % 2 == 0 ? null : (Object) (long) number;
            case Float, Double -> number / 2.0;
            case VarChar -> "row " + number;
            case JSON -> new JsonObject();
            case Array -> List.of(number, number + 1);
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

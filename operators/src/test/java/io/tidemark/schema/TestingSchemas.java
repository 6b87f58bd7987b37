package io.tidemark.schema;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;

/** Schemas as clients send them. */
public final class TestingSchemas {

    private TestingSchemas() {}

    /** An Int64 primary key and one FloatVector of 4 dimensions. */
    public static CollectionSchema.Builder films() {
        return CollectionSchema.newBuilder()
                .setName("films")
                .addFields(key())
                .addFields(vector("vector"));
    }

    public static FieldSchema.Builder key() {
        return field("id", DataType.Int64).setIsPrimaryKey(true);
    }

    public static FieldSchema.Builder vector(String name) {
        return field(name, DataType.FloatVector).addTypeParams(param("dim", "4"));
    }

    public static FieldSchema.Builder field(String name, DataType type) {
        return FieldSchema.newBuilder().setName(name).setDataType(type);
    }

    public static KeyValuePair param(String key, String value) {
        return KeyValuePair.newBuilder().setKey(key).setValue(value).build();
    }
}

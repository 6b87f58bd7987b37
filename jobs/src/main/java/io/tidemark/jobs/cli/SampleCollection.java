package io.tidemark.jobs.cli;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;

/** The collection of samples and measurements: an integer key {@code id} and a {@code vector}. */
public final class SampleCollection {

    private static final int FIRST_USER_FIELD = 100;

    private SampleCollection() {}

    /** The request that creates it. */
    public static CreateCollectionRequest create(String name, int dim, int shards) {
        return CreateCollectionRequest.newBuilder()
                .setBase(MsgBase.newBuilder().setMsgType(MsgType.CreateCollection))
                .setCollectionName(name)
                .setSchema(schema(name, dim).toByteString())
                .setShardsNum(shards)
                .build();
    }

    /** Its schema, with the field ids that Milvus gives: what {@link RandomRows} fits rows to. */
    public static CollectionSchema schema(String name, int dim) {
        return CollectionSchema.newBuilder()
                .setName(name)
                .addFields(
                        FieldSchema.newBuilder()
                                .setFieldID(FIRST_USER_FIELD)
                                .setName("id")
                                .setIsPrimaryKey(true)
                                .setDataType(DataType.Int64))
                .addFields(
                        FieldSchema.newBuilder()
                                .setFieldID(FIRST_USER_FIELD + 1)
                                .setName("vector")
                                .setDataType(DataType.FloatVector)
                                .addTypeParams(
                                        KeyValuePair.newBuilder()
                                                .setKey(TypeParameters.DIM)
                                                .setValue(Integer.toString(dim))))
                .build();
    }

    /** Whether some vector of a schema has this dimension. */
    static boolean hasDim(CollectionSchema schema, int dim) {
        KeyValuePair wanted =
                KeyValuePair.newBuilder()
                        .setKey(TypeParameters.DIM)
                        .setValue(Integer.toString(dim))
                        .build();
        return schema.getFieldsList().stream()
                .anyMatch(field -> field.getTypeParamsList().contains(wanted));
    }
}

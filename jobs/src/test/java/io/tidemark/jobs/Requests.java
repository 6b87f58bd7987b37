package io.tidemark.jobs;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.VectorField;
import java.util.Random;

/** Requests the tests send, made with Milvus' own classes. */
final class Requests {

    static final int DIM = 4;

    private Requests() {}

    static CreateCollectionRequest create(String name, int shards) {
        CollectionSchema schema =
                CollectionSchema.newBuilder()
                        .setName(name)
                        .addFields(
                                FieldSchema.newBuilder()
                                        .setName("id")
                                        .setIsPrimaryKey(true)
                                        .setDataType(DataType.Int64))
                        .addFields(
                                FieldSchema.newBuilder()
                                        .setName("vector")
                                        .setDataType(DataType.FloatVector)
                                        .addTypeParams(
                                                KeyValuePair.newBuilder()
                                                        .setKey("dim")
                                                        .setValue(Integer.toString(DIM))))
                        .build();
        return CreateCollectionRequest.newBuilder()
                .setBase(MsgBase.newBuilder().setMsgType(MsgType.CreateCollection))
                .setCollectionName(name)
                .setSchema(schema.toByteString())
                .setShardsNum(shards)
                .build();
    }

    static DropCollectionRequest drop(String name) {
        return DropCollectionRequest.newBuilder()
                .setBase(MsgBase.newBuilder().setMsgType(MsgType.DropCollection))
                .setCollectionName(name)
                .build();
    }

    /** Rows with the keys firstKey, firstKey + 1, … and random vectors. */
    static InsertRequest insert(String collection, long firstKey, int rows, Random random) {
        LongArray.Builder keys = LongArray.newBuilder();
        FloatArray.Builder vectors = FloatArray.newBuilder();
        for (int row = 0; row < rows; row++) {
            keys.addData(firstKey + row);
            for (int i = 0; i < DIM; i++) {
                vectors.addData(random.nextFloat());
            }
        }
        return InsertRequest.newBuilder()
                .setBase(MsgBase.newBuilder().setMsgType(MsgType.Insert))
                .setCollectionName(collection)
                .setNumRows(rows)
                .addFieldsData(
                        FieldData.newBuilder()
                                .setType(DataType.Int64)
                                .setFieldName("id")
                                .setScalars(ScalarField.newBuilder().setLongData(keys)))
                .addFieldsData(
                        FieldData.newBuilder()
                                .setType(DataType.FloatVector)
                                .setFieldName("vector")
                                .setVectors(
                                        VectorField.newBuilder()
                                                .setDim(DIM)
                                                .setFloatVector(vectors)))
                .build();
    }
}

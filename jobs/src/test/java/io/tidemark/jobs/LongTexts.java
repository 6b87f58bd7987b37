package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.StringArray;
import io.milvus.grpc.VectorField;

/** Inserts of a size to the byte: their texts are as long as it takes. */
final class LongTexts {

    private static final int TEXT = 30_000;

    /** Of the last row at least: a text this long needs as many bytes for its length as any. */
    private static final int LAST = 20_000;

    private LongTexts() {}

    static CreateCollectionRequest create(String name) {
        CollectionSchema schema =
                CollectionSchema.newBuilder()
                        .setName(name)
                        .addFields(field("id", DataType.Int64).setIsPrimaryKey(true))
                        .addFields(field("text", DataType.VarChar).addTypeParams(max(65_535)))
                        .addFields(
                                field("vector", DataType.FloatVector)
                                        .addTypeParams(
                                                KeyValuePair.newBuilder()
                                                        .setKey("dim")
                                                        .setValue("1")))
                        .build();
        return CreateCollectionRequest.newBuilder()
                .setCollectionName(name)
                .setSchema(schema.toByteString())
                .setShardsNum(1)
                .build();
    }

    private static FieldSchema.Builder field(String name, DataType type) {
        return FieldSchema.newBuilder().setName(name).setDataType(type);
    }

    private static KeyValuePair.Builder max(int length) {
        return KeyValuePair.newBuilder().setKey("max_length").setValue(Integer.toString(length));
    }

    /** An insert of this many bytes, of 1 MB or more. */
    static InsertRequest insert(String collection, int bytes) {
        int rows = 1 + (bytes - LAST) / (TEXT + 20);
        int missing = bytes - insert(collection, rows, LAST).getSerializedSize();
        InsertRequest insert = insert(collection, rows, LAST + missing);
        assertThat(insert.getSerializedSize()).isEqualTo(bytes);
        return insert;
    }

    /** With a base: a gateway would put one behind a request that has none. */
    private static InsertRequest insert(String collection, int rows, int last) {
        LongArray.Builder keys = LongArray.newBuilder();
        StringArray.Builder texts = StringArray.newBuilder();
        FloatArray.Builder vectors = FloatArray.newBuilder();
        for (int row = 0; row < rows; row++) {
            keys.addData(row);
            texts.addData("x".repeat(row == rows - 1 ? last : TEXT));
            vectors.addData(row);
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
                                .setType(DataType.VarChar)
                                .setFieldName("text")
                                .setScalars(ScalarField.newBuilder().setStringData(texts)))
                .addFieldsData(
                        FieldData.newBuilder()
                                .setType(DataType.FloatVector)
                                .setFieldName("vector")
                                .setVectors(
                                        VectorField.newBuilder().setDim(1).setFloatVector(vectors)))
                .build();
    }
}

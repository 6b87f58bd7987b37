package io.tidemark.jobs.cli;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import java.util.SplittableRandom;

/** Insert requests that fit a schema, random but the same for the same seed. */
public final class RandomRows {

    private static final int FIRST_USER_FIELD = 100;

    private final String collection;
    private final CollectionSchema schema;
    private final SplittableRandom random;
    private long nextRow;

    /**
     * @param schema as DescribeCollection answers it
     */
    public RandomRows(String collection, CollectionSchema schema, long seed) {
        this.collection = collection;
        this.schema = schema;
        this.random = new SplittableRandom(seed);
    }

    /** The next batch of so many rows; integer primary keys count on over all batches. */
    public InsertRequest next(int rows) {
        InsertRequest.Builder insert =
                InsertRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setMsgType(MsgType.Insert))
                        .setCollectionName(collection)
                        .setNumRows(rows);
        for (FieldSchema field : schema.getFieldsList()) {
            if (isGivenByClients(field)) {
                insert.addFieldsData(new RandomColumn(field, random, nextRow, rows).generate());
            }
        }
        nextRow += rows;
        return insert.build();
    }

    private static boolean isGivenByClients(FieldSchema field) {
        return field.getFieldID() >= FIRST_USER_FIELD
                && !field.getAutoID()
                && !field.getIsDynamic()
                && !field.getIsFunctionOutput();
    }
}

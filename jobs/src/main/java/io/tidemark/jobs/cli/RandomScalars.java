package io.tidemark.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.milvus.grpc.BoolArray;
import io.milvus.grpc.DoubleArray;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.IntArray;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.StringArray;
import java.util.SplittableRandom;

/**
 * Random values of a scalar field. A primary key is the row's number: unique without remembering.
 *
 * @param firstRow number of the first row, over all batches
 */
record RandomScalars(FieldSchema field, SplittableRandom random, long firstRow, int rows) {

    private static final int MAX_TEXT = 16;

    ScalarField generate() {
        ScalarField.Builder scalars = ScalarField.newBuilder();
        switch (field.getDataType()) {
            case Bool -> scalars.setBoolData(booleans());
            case Int8 -> scalars.setIntData(integers(Byte.MAX_VALUE));
            case Int16 -> scalars.setIntData(integers(Short.MAX_VALUE));
            case Int32 -> scalars.setIntData(integers(Integer.MAX_VALUE));
            case Int64 -> scalars.setLongData(longs());
            case Float -> scalars.setFloatData(floats());
            case Double -> scalars.setDoubleData(doubles());
            case JSON -> scalars.setJsonData(documents());
            default -> scalars.setStringData(texts());
        }
        return scalars.build();
    }

    private BoolArray booleans() {
        BoolArray.Builder values = BoolArray.newBuilder();
        for (int i = 0; i < rows; i++) {
            values.addData(random.nextBoolean());
        }
        return values.build();
    }

    private IntArray integers(int bound) {
        IntArray.Builder values = IntArray.newBuilder();
        for (int i = 0; i < rows; i++) {
            values.addData(random.nextInt(bound));
        }
        return values.build();
    }

    private LongArray longs() {
        LongArray.Builder values = LongArray.newBuilder();
        for (int i = 0; i < rows; i++) {
            values.addData(field.getIsPrimaryKey() ? firstRow + i : random.nextLong());
        }
        return values.build();
    }

    private FloatArray floats() {
        FloatArray.Builder values = FloatArray.newBuilder();
        for (int i = 0; i < rows; i++) {
            values.addData((float) random.nextDouble());
        }
        return values.build();
    }

    private DoubleArray doubles() {
        DoubleArray.Builder values = DoubleArray.newBuilder();
        for (int i = 0; i < rows; i++) {
            values.addData(random.nextDouble());
        }
        return values.build();
    }

    private StringArray texts() {
        int length = Math.min(MAX_TEXT, TypeParameters.requireInt(field, "max_length"));
        StringArray.Builder values = StringArray.newBuilder();
        for (int i = 0; i < rows; i++) {
            long number = field.getIsPrimaryKey() ? firstRow + i : random.nextLong();
            String text = Long.toUnsignedString(number, Character.MAX_RADIX);
            values.addData(text.substring(Math.max(0, text.length() - length)));
        }
        return values.build();
    }

    private JSONArray documents() {
        JSONArray.Builder values = JSONArray.newBuilder();
        for (int i = 0; i < rows; i++) {
            values.addData(ByteString.copyFrom("{\"n\":" + random.nextInt() + "}", UTF_8));
        }
        return values.build();
    }
}

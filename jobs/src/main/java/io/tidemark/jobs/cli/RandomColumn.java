package io.tidemark.jobs.cli;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import java.util.SplittableRandom;

/** One field's values for a batch of rows: random, of the field's type and within its bounds. */
final class RandomColumn {

    private final FieldSchema field;
    private final SplittableRandom random;
    private final long firstRow;
    private final int rows;

    /**
     * @param firstRow number of the first row, over all batches: what primary keys are made of
     */
    RandomColumn(FieldSchema field, SplittableRandom random, long firstRow, int rows) {
        this.field = field;
        this.random = random;
        this.firstRow = firstRow;
        this.rows = rows;
    }

    /**
     * @throws IllegalArgumentException naming the field, where there are no values for its type
     */
    FieldData generate() {
        FieldData.Builder column =
                FieldData.newBuilder()
                        .setType(field.getDataType())
                        .setFieldName(field.getName())
                        .setFieldId(field.getFieldID());
        switch (field.getDataType()) {
            case Bool, Int8, Int16, Int32, Int64, Float, Double, String, VarChar, JSON ->
                    column.setScalars(new RandomScalars(field, random, firstRow, rows).generate());
            case FloatVector, BinaryVector, Float16Vector, BFloat16Vector, Int8Vector ->
                    column.setVectors(new RandomVectors(field, random, rows).generate());
            default ->
                    throw new IllegalArgumentException(
                            "There is no random data for field '"
                                    + field.getName()
                                    + "' of type "
                                    + field.getDataType());
        }
        for (int row = 0; field.getNullable() && row < rows; row++) {
            column.addValidData(true);
        }
        return column.build();
    }
}

package io.tidemark.bench.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.VectorField;
import io.tidemark.bench.load.Fingerprint;
import java.util.List;

/**
 * A hash of each row of a batch of columns, whatever order the columns stand in and however nulls
 * are sent. Of a whole batch it keeps two sums that tell rows and their order: they can be added up
 * message by message, however the batch was split.
 */
final class RowHashes {

    private static final long NULL = 0x6E756C6CL;

    /** The elements of a column. */
    private interface Elements {
        long hash(int element);
    }

    private RowHashes() {}

    /**
     * The hash of every row.
     *
     * @param skipped name of a field that does not count; empty for none
     * @throws IllegalArgumentException for columns that do not have as many elements as rows
     */
    static long[] of(List<FieldData> columns, int rows, String skipped) {
        long[] hashes = new long[rows];
        for (FieldData column : columns) {
            if (!column.getFieldName().equals(skipped)) {
                add(hashes, column);
            }
        }
        return hashes;
    }

    private static void add(long[] hashes, FieldData column) {
        long name = Fingerprint.of(column.getFieldName().getBytes(UTF_8));
        int count = count(column, hashes.length);
        Elements elements = elements(column, count);
        int valid = column.getValidDataCount();
        if (valid == 0 ? count != hashes.length : valid != hashes.length) {
            throw new IllegalArgumentException(
                    "field %s has %d elements for %d rows"
                            .formatted(column.getFieldName(), count, hashes.length));
        }
        boolean compact = valid > 0 && count != hashes.length;
        int next = 0;
        for (int row = 0; row < hashes.length; row++) {
            long value = NULL;
            if (valid == 0 || column.getValidData(row)) {
                value = elements.hash(compact ? next++ : row);
            }
            hashes[row] += Fingerprint.combine(name, value);
        }
    }

    private static int count(FieldData column, int rows) {
        if (!column.hasVectors()) {
            return scalarCount(column.getScalars());
        }
        VectorField vectors = column.getVectors();
        long dim = Math.max(1, vectors.getDim());
        return switch (vectors.getDataCase()) {
            case FLOAT_VECTOR -> (int) (vectors.getFloatVector().getDataCount() / dim);
            case BINARY_VECTOR -> (int) (vectors.getBinaryVector().size() * 8L / dim);
            case FLOAT16_VECTOR -> (int) (vectors.getFloat16Vector().size() / (2 * dim));
            case BFLOAT16_VECTOR -> (int) (vectors.getBfloat16Vector().size() / (2 * dim));
            case INT8_VECTOR -> (int) (vectors.getInt8Vector().size() / dim);
            case SPARSE_FLOAT_VECTOR -> vectors.getSparseFloatVector().getContentsCount();
            default -> rows;
        };
    }

    private static int scalarCount(ScalarField scalars) {
        return switch (scalars.getDataCase()) {
            case BOOL_DATA -> scalars.getBoolData().getDataCount();
            case INT_DATA -> scalars.getIntData().getDataCount();
            case LONG_DATA -> scalars.getLongData().getDataCount();
            case FLOAT_DATA -> scalars.getFloatData().getDataCount();
            case DOUBLE_DATA -> scalars.getDoubleData().getDataCount();
            case STRING_DATA -> scalars.getStringData().getDataCount();
            case BYTES_DATA -> scalars.getBytesData().getDataCount();
            case ARRAY_DATA -> scalars.getArrayData().getDataCount();
            case JSON_DATA -> scalars.getJsonData().getDataCount();
            default -> 0;
        };
    }

    private static Elements elements(FieldData column, int count) {
        if (!column.hasVectors()) {
            return scalars(column.getScalars());
        }
        VectorField vectors = column.getVectors();
        return switch (vectors.getDataCase()) {
            case FLOAT_VECTOR -> floats(vectors, (int) Math.max(1, vectors.getDim()));
            case BINARY_VECTOR -> slices(vectors.getBinaryVector(), count);
            case FLOAT16_VECTOR -> slices(vectors.getFloat16Vector(), count);
            case BFLOAT16_VECTOR -> slices(vectors.getBfloat16Vector(), count);
            case INT8_VECTOR -> slices(vectors.getInt8Vector(), count);
            default ->
                    i ->
                            Fingerprint.of(
                                    vectors.getSparseFloatVector().getContents(i).toByteArray());
        };
    }

    private static Elements floats(VectorField vectors, int dim) {
        return i -> {
            long hash = dim;
            for (int at = i * dim; at < (i + 1) * dim; at++) {
                hash =
                        hash * 0xD6E8FEB86659FD93L
                                + Float.floatToRawIntBits(vectors.getFloatVector().getData(at));
                hash ^= hash >>> 29;
            }
            return hash;
        };
    }

    private static Elements slices(ByteString bytes, int count) {
        byte[] all = bytes.toByteArray();
        int length = count == 0 ? 0 : all.length / count;
        return i -> Fingerprint.of(all, i * length, length);
    }

    private static Elements scalars(ScalarField scalars) {
        return switch (scalars.getDataCase()) {
            case BOOL_DATA -> i -> scalars.getBoolData().getData(i) ? 1 : 2;
            case INT_DATA -> i -> scalars.getIntData().getData(i);
            case LONG_DATA -> i -> scalars.getLongData().getData(i);
            case FLOAT_DATA -> i -> Float.floatToRawIntBits(scalars.getFloatData().getData(i));
            case DOUBLE_DATA -> i -> Double.doubleToRawLongBits(scalars.getDoubleData().getData(i));
            case STRING_DATA ->
                    i -> Fingerprint.of(scalars.getStringData().getData(i).getBytes(UTF_8));
            case BYTES_DATA -> i -> Fingerprint.of(scalars.getBytesData().getData(i).toByteArray());
            case ARRAY_DATA -> i -> Fingerprint.of(scalars.getArrayData().getData(i).toByteArray());
            case JSON_DATA -> i -> Fingerprint.of(scalars.getJsonData().getData(i).toByteArray());
            default -> i -> 0;
        };
    }
}

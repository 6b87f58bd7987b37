package io.tidemark.bench.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.VectorField;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowHashesTest {

    @Test
    void usageExample() {
        long[] all = RowHashes.of(List.of(keys(1, 2), vectors(2, 1f, 2f, 3f, 4f)), 2, "");
        long[] second = RowHashes.of(List.of(vectors(2, 3f, 4f), keys(2)), 1, "");

        assertThat(all[1]).as("whatever batch it is in, and in any order").isEqualTo(second[0]);
        assertThat(all[0]).isNotEqualTo(all[1]);
    }

    @Test
    void aFieldsNameCountsAndSoDoesEachFloat() {
        long before = RowHashes.of(List.of(vectors(2, 1f, 2f)), 1, "")[0];
        assertThat(RowHashes.of(List.of(vectors(2, 2f, 1f)), 1, "")[0]).isNotEqualTo(before);
        FieldData renamed = vectors(2, 1f, 2f).toBuilder().setFieldName("other").build();
        assertThat(RowHashes.of(List.of(renamed), 1, "")[0]).isNotEqualTo(before);
    }

    @Test
    void aSkippedFieldDoesNotCount() {
        assertThat(RowHashes.of(List.of(keys(1), vectors(1, 1f)), 1, "id"))
                .isEqualTo(RowHashes.of(List.of(vectors(1, 1f)), 1, ""));
    }

    @Test
    void nullsAreTheSameHoweverTheyAreSent() {
        FieldData filled = keys(5, 0, 7).toBuilder().addAllValidData(pattern()).build();
        FieldData compact = keys(5, 7).toBuilder().addAllValidData(pattern()).build();
        assertThat(RowHashes.of(List.of(filled), 3, ""))
                .isEqualTo(RowHashes.of(List.of(compact), 3, ""));
        FieldData zero = keys(5, 0, 7);
        assertThat(RowHashes.of(List.of(zero), 3, ""))
                .isNotEqualTo(RowHashes.of(List.of(filled), 3, ""));
    }

    @Test
    void aColumnOfAnotherLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowHashes.of(List.of(keys(1, 2)), 3, ""))
                .withMessage("field id has 2 elements for 3 rows");
    }

    private static List<Boolean> pattern() {
        return List.of(true, false, true);
    }

    private static FieldData keys(long... values) {
        LongArray.Builder keys = LongArray.newBuilder();
        for (long value : values) {
            keys.addData(value);
        }
        return FieldData.newBuilder()
                .setFieldName("id")
                .setScalars(ScalarField.newBuilder().setLongData(keys))
                .build();
    }

    private static FieldData vectors(int dim, Float... values) {
        return FieldData.newBuilder()
                .setFieldName("vector")
                .setVectors(
                        VectorField.newBuilder()
                                .setDim(dim)
                                .setFloatVector(
                                        FloatArray.newBuilder().addAllData(List.of(values))))
                .build();
    }
}

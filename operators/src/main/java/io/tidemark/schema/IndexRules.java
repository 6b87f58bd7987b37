package io.tidemark.schema;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.tidemark.request.RefusedException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an index must keep to; every breach is INVALID_PARAMETER. Whether an index type takes its
 * parameters is for those who build it. Source of texts: Milvus internal/proxy/task_index.go.
 */
public final class IndexRules {

    /** Parameters that tell how an index is held, not what it is. */
    public static final List<String> ALTERABLE =
            List.of("mmap.enabled", "indexoffsetcache.enabled");

    private static final String METRIC = "metric_type";
    private static final List<String> FLOAT = List.of("L2", "IP", "COSINE");
    private static final List<String> SPARSE = List.of("IP", "BM25");
    private static final List<String> BINARY =
            List.of(
                    "JACCARD",
                    "HAMMING",
                    "TANIMOTO",
                    "SUBSTRUCTURE",
                    "SUPERSTRUCTURE",
                    "MHJACCARD");

    private IndexRules() {}

    /**
     * Checks an index before it is created.
     *
     * @throws RefusedException for a field or a metric that no index can have
     */
    public static void check(FieldSchema field, List<KeyValuePair> params) throws RefusedException {
        FieldRules.require(
                SystemFields.visible(field),
                "cannot create index on system field: " + field.getName());
        Optional<String> metric = KeyValues.of(params, METRIC).findFirst();
        // Without a metric the builder takes the default of the field's type.
        if (metric.isPresent() && FieldTypes.isVector(field.getDataType())) {
            FieldRules.require(
                    metrics(field.getDataType()).contains(metric.get().toUpperCase(Locale.ROOT)),
                    "data_type "
                            + field.getDataType()
                            + " mismatch with metric_type "
                            + metric.get());
        }
    }

    private static List<String> metrics(DataType type) {
        return switch (type) {
            case BinaryVector -> BINARY;
            case SparseFloatVector -> SPARSE;
            default -> FLOAT;
        };
    }
}

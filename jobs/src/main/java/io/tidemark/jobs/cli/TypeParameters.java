package io.tidemark.jobs.cli;

import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;

/** What a field's schema says beyond its type, as pairs of text. */
final class TypeParameters {

    static final String DIM = "dim";

    private TypeParameters() {}

    /**
     * @throws IllegalArgumentException naming the field, where it has no such parameter or one that
     *     is no number
     */
    static int requireInt(FieldSchema field, String key) {
        for (KeyValuePair parameter : field.getTypeParamsList()) {
            if (parameter.getKey().equals(key)) {
                return Integer.parseInt(parameter.getValue());
            }
        }
        throw new IllegalArgumentException(
                "Field '" + field.getName() + "' has no type parameter " + key);
    }
}

package io.tidemark.schema;

import io.milvus.grpc.FieldSchema;
import java.util.Optional;

/** The parameters of a field's type, by name. */
public final class TypeParams {

    public static final String DIM = "dim";
    public static final String MAX_LENGTH = "max_length";
    public static final String MAX_CAPACITY = "max_capacity";

    private TypeParams() {}

    public static Optional<String> text(FieldSchema field, String name) {
        return KeyValues.of(field.getTypeParamsList(), name).findFirst();
    }

    /**
     * A parameter of a field whose schema was checked, as {@link #DIM}.
     *
     * @throws IllegalArgumentException where the field has none
     */
    public static int number(FieldSchema field, String name) {
        String value =
                text(field, name)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "Field "
                                                        + field.getName()
                                                        + " must have type param "
                                                        + name
                                                        + ", found none."));
        return Integer.parseInt(value);
    }

    /** A text's whole number within bounds; empty where it is not one. */
    static Optional<Integer> within(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            return number >= least && number <= most ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}

package io.tidemark.schema;

import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import java.nio.charset.StandardCharsets;

/**
 * How collections and fields may be named: ASCII letters, digits and underscores, not beginning
 * with a digit, at most 255 bytes. Source: Milvus internal/proxy/util.go, whose texts say "less
 * than 255" and mean "at most".
 */
public enum NameRule {
    COLLECTION("collection", "Collection"),
    FIELD("field", "Field");

    /** In bytes. */
    public static final int MAX_LENGTH = 255;

    private final String entity;
    private final String capitalized;

    NameRule(String entity, String capitalized) {
        this.entity = entity;
        this.capitalized = capitalized;
    }

    /**
     * The name a client means: what it sent without the blanks around it.
     *
     * @throws RefusedException INVALID_PARAMETER where it is no valid name
     */
    public String check(String sent) throws RefusedException {
        String name = sent.strip();
        if (name.isEmpty()) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER, entity + " name should not be empty");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
            throw invalid(
                    name, "The length of a " + entity + " name must be less than 255 characters.");
        }
        if (!isLetter(name.charAt(0))) {
            throw invalid(
                    name,
                    "The first character of a "
                            + entity
                            + " name must be an underscore or letter.");
        }
        if (!name.chars().allMatch(c -> isLetter(c) || (c >= '0' && c <= '9'))) {
            throw invalid(
                    name, capitalized + " name can only contain numbers, letters and underscores.");
        }
        return name;
    }

    private RefusedException invalid(String name, String rule) {
        return new RefusedException(
                ErrorKind.INVALID_PARAMETER, "Invalid " + entity + " name: " + name + ". " + rule);
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}

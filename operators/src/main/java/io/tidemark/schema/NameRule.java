package io.tidemark.schema;

import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.setting.Limits;
import io.tidemark.setting.Setting;
import java.nio.charset.StandardCharsets;

/**
 * How what clients define may be named: ASCII letters, digits and underscores, at most 255 bytes,
 * not beginning with a digit, which only a partition's may. Source: Milvus internal/proxy/util.go,
 * whose texts say "less than 255" and mean "at most".
 */
public enum NameRule {
    COLLECTION("collection name", "Collection name", ErrorKind.INVALID_PARAMETER),
    ALIAS("collection alias", "Collection alias", ErrorKind.INVALID_PARAMETER),
    PARTITION("partition name", "Partition name", ErrorKind.INVALID_PARAMETER),
    FIELD("field name", "Field name", ErrorKind.INVALID_PARAMETER),
    INDEX("index name", "Index name", ErrorKind.INVALID_PARAMETER),
    DATABASE("database name", "Database name", ErrorKind.INVALID_DATABASE_NAME),
    ROLE("node role", "Node role", ErrorKind.INVALID_PARAMETER);

    /** In bytes. */
    public static final int MAX_LENGTH = 255;

    private final String what;
    private final String capitalized;
    private final ErrorKind breach;

    NameRule(String what, String capitalized, ErrorKind breach) {
        this.what = what;
        this.capitalized = capitalized;
        this.breach = breach;
    }

    /**
     * The name a client means: what it sent without the blanks around it.
     *
     * @throws RefusedException where it is no valid name
     */
    public String check(String sent) throws RefusedException {
        String name = checkLength(sent);
        char first = name.charAt(0);
        boolean digit = this == PARTITION && isDigit(first);
        if (!isLetter(first) && !digit) {
            throw invalid(
                    name, "The first character of a " + what + " must be an underscore or letter.");
        }
        if (!name.chars().allMatch(c -> isLetter(c) || isDigit(c))) {
            throw invalid(
                    name, capitalized + " can only contain numbers, letters and underscores.");
        }
        return name;
    }

    /**
     * As {@link #check}, for a name that is given now: the limit of its length is a setting, which
     * does not touch the names that were given before.
     *
     * @throws RefusedException where it is no valid name
     */
    public String checkNew(String sent, Limits limits) throws RefusedException {
        String name = check(sent);
        long most = limits.of(Setting.MAX_NAME_LENGTH);
        if (name.getBytes(StandardCharsets.UTF_8).length > most) {
            throw tooLong(name, most);
        }
        return name;
    }

    /**
     * As {@link #check}, for requests that name what is there already: a name of other characters
     * is then told as missing.
     *
     * @throws RefusedException where it is empty or too long
     */
    public String checkLength(String sent) throws RefusedException {
        String name = sent.strip();
        if (name.isEmpty()) {
            throw this == PARTITION
                    ? invalid(name, "Partition name should not be empty.")
                    : new RefusedException(breach, what + " should not be empty");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
            throw tooLong(name, MAX_LENGTH);
        }
        return name;
    }

    private RefusedException tooLong(String name, long most) {
        return invalid(
                name, "The length of a " + what + " must be less than " + most + " characters.");
    }

    private RefusedException invalid(String name, String rule) {
        return new RefusedException(breach, "Invalid " + what + ": " + name + ". " + rule);
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}

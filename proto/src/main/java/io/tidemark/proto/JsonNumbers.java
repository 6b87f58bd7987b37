package io.tidemark.proto;

import com.google.gson.JsonElement;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.math.BigDecimal;

/**
 * Bounds the numbers of JSON that a stranger wrote: {@code 1e999999999} is eleven characters, and
 * protobuf's parser would write out a billion digits to find that it is no uint64.
 */
final class JsonNumbers {

    /** The longest exact decimal form of a double has 1,077 characters. */
    private static final int MAX_CHARS = 1100;

    /** More digits than any 64-bit integer has, before or behind the point. */
    private static final int MAX_INTEGER_DIGITS = 40;

    private JsonNumbers() {}

    static void requireBounded(FieldDescriptor field, JsonElement value, String path)
            throws InvalidProtocolBufferException {
        String text = value.getAsString();
        boolean bounded =
                switch (field.getJavaType()) {
                    case INT, LONG, ENUM -> text.length() <= MAX_CHARS && isSmallOrNoNumber(text);
                    case FLOAT, DOUBLE -> text.length() <= MAX_CHARS;
                    case BOOLEAN, STRING, BYTE_STRING, MESSAGE -> true;
                };
        if (!bounded) {
            throw JsonTree.error(path, "expected " + JsonTree.kind(field) + JsonTree.found(value));
        }
    }

    private static boolean isSmallOrNoNumber(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            long digitsBeforePoint = (long) number.precision() - number.scale();
            return digitsBeforePoint <= MAX_INTEGER_DIGITS
                    && Math.abs((long) number.scale()) <= MAX_INTEGER_DIGITS;
        } catch (NumberFormatException e) {
            // Protobuf's parser refuses it, and at no cost.
            return true;
        }
    }
}

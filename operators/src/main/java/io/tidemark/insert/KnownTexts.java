package io.tidemark.insert;

import io.tidemark.request.RefusedException;
import java.util.Arrays;

/**
 * Texts that come again and again, as names in inserts do: each is checked and made of its bytes
 * once, as long as no other takes its place. Not thread-safe.
 */
public final class KnownTexts {

    /** A power of two. */
    private static final int PLACES = 256;

    private static final int MOST_BYTES = 256;

    private final byte[][] bytes = new byte[PLACES][];
    private final String[] texts = new String[PLACES];

    /** A range as text. */
    String text(byte[] source, int from, int length) throws RefusedException {
        if (length == 0) {
            return "";
        }
        int end = from + length;
        // Names that are told apart by a number differ in their last digits.
        int last = 10 * source[end - Math.min(2, length)] + source[end - 1];
        int place = (last + 31 * source[from] + 101 * length) & (PLACES - 1);
        byte[] known = bytes[place];
        if (known != null && Arrays.equals(known, 0, known.length, source, from, end)) {
            return texts[place];
        }
        String text = Utf8.text(source, from, length);
        if (length <= MOST_BYTES) {
            bytes[place] = Arrays.copyOfRange(source, from, end);
            texts[place] = text;
        }
        return text;
    }
}

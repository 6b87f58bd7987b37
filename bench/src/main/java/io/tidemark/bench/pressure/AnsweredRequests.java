package io.tidemark.bench.pressure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which requests have an answer, each counted once: by correlations that are the name of a source
 * and, behind a dash, the request's number there. One thread takes, others may count.
 */
final class AnsweredRequests {

    private final String sources;
    private final Map<String, BitSet> answered = new HashMap<>();
    private volatile long count;

    /**
     * @param sources what the names of the sources begin with; other answers are nobody's
     */
    AnsweredRequests(String sources) {
        this.sources = sources;
    }

    void take(byte[] correlation) {
        String text = new String(correlation, UTF_8);
        if (!text.startsWith(sources)) {
            return;
        }
        int dash = text.lastIndexOf('-');
        int number = Integer.parseInt(text.substring(dash + 1));
        BitSet numbers = answered.computeIfAbsent(text.substring(0, dash), source -> new BitSet());
        if (!numbers.get(number)) {
            numbers.set(number);
            long before = count;
            count = before + 1;
        }
    }

    long count() {
        return count;
    }
}

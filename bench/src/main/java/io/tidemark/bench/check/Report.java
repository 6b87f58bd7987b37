package io.tidemark.bench.check;

import io.tidemark.bench.check.Violation.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a check found: every kind of violation counted, the first of each kept. */
public final class Report {

    private static final int KEPT = 20;

    private final Map<Promise, Long> counts = new EnumMap<>(Promise.class);
    private final List<Violation> kept = new ArrayList<>();
    private final Map<String, Long> figures = new TreeMap<>();

    void violated(Promise promise, String topic, int partition, long offset, String what) {
        if (counts.merge(promise, 1L, Long::sum) <= KEPT) {
            kept.add(new Violation(promise, topic, partition, offset, what));
        }
    }

    /** Adds to what was compared. */
    public void count(String figure, long more) {
        figures.merge(figure, more, Long::sum);
    }

    /** Whether every promise was kept. */
    public boolean kept() {
        return counts.isEmpty();
    }

    /** The first violations of each kind. */
    public List<Violation> violations() {
        return Collections.unmodifiableList(kept);
    }

    /** How many of one kind there are. */
    public long count(Promise promise) {
        return counts.getOrDefault(promise, 0L);
    }

    /** What was compared; 0 where the figure is unknown. */
    public long figure(String name) {
        return figures.getOrDefault(name, 0L);
    }

    /** What was compared too little for the check to say anything, as sentences. */
    public List<String> gaps() {
        return Stream.of("requests compared", "rows compared")
                .filter(figure -> figure(figure) == 0)
                .map(figure -> figure + ": none, so the check says nothing")
                .toList();
    }

    /** All of it, for people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        figures.forEach((name, count) -> text.append(name).append(": ").append(count).append('\n'));
        for (Violation violation : kept) {
            text.append(violation).append('\n');
        }
        counts.forEach(
                (promise, count) ->
                        text.append(promise).append(" broken ").append(count).append(" times\n"));
        return text.append(kept() ? "Every promise is kept.\n" : "NOT KEPT.\n").toString();
    }
}

package io.tidemark.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long faults kept time from moving, kind by kind. */
final class Outages {

    private final Map<FaultKind, List<Duration>> byKind = new EnumMap<>(FaultKind.class);

    void add(FaultKind kind, Duration outage) {
        byKind.computeIfAbsent(kind, any -> new ArrayList<>()).add(outage);
    }

    int count() {
        return byKind.values().stream().mapToInt(List::size).sum();
    }

    /** A line for each kind; seconds. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-20s %6s %8s %8s %8s",
                        "time stood still, s",
                        "faults",
                        "p50",
                        "p99",
                        "max"));
        byKind.forEach(
                (kind, outages) -> {
                    List<Duration> sorted = new ArrayList<>(outages);
                    Collections.sort(sorted);
                    lines.add(
                            String.format(
                                    Locale.ROOT,
                                    "%-20s %6d %8.2f %8.2f %8.2f",
                                    kind,
                                    sorted.size(),
                                    seconds(percentile(sorted, 50)),
                                    seconds(percentile(sorted, 99)),
                                    seconds(percentile(sorted, 100))));
                });
        return lines;
    }

    /** The smallest that so many percent do not exceed. */
    static Duration percentile(List<Duration> sorted, int percent) {
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(Math.max(rank, 1) - 1);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}

package io.tidemark.bench.pressure;

import io.tidemark.bench.load.JournalEntry;
import io.tidemark.bench.load.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;

/** Round trips out of a journal, from when each insert was due to its first answer. */
final class Latencies {

    private record RoundTrip(long dueUs, long latencyUs, int partition) {}

    private final List<RoundTrip> trips;

    private Latencies(List<RoundTrip> trips) {
        this.trips = trips;
    }

    static Latencies of(Path journal) throws IOException {
        Map<Long, JournalEntry.Sent> waiting = new HashMap<>();
        List<RoundTrip> trips = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            for (JournalEntry e = reader.next(); e != null; e = reader.next()) {
                if (e instanceof JournalEntry.Sent sent && sent.topic().equals("requests")) {
                    waiting.put(sent.request(), sent);
                } else if (e instanceof JournalEntry.Answered answered) {
                    JournalEntry.Sent sent = waiting.remove(answered.request());
                    if (sent != null) {
                        long latencyUs = answered.atUs() - sent.dueUs();
                        trips.add(new RoundTrip(sent.dueUs(), latencyUs, sent.partition()));
                    }
                }
            }
        }
        return new Latencies(trips);
    }

    /** Round trips that were due within a time. */
    Latencies between(long fromUs, long toUs) {
        return new Latencies(
                trips.stream().filter(t -> t.dueUs() >= fromUs && t.dueUs() < toUs).toList());
    }

    /** Round trips through some partitions of {@code requests}. */
    Latencies through(IntPredicate partitions) {
        return new Latencies(trips.stream().filter(t -> partitions.test(t.partition())).toList());
    }

    int count() {
        return trips.size();
    }

    /** A percentile, in milliseconds; NaN of none. */
    double percentileMs(double percent) {
        long[] sorted = trips.stream().mapToLong(RoundTrip::latencyUs).toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1e3;
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "n %d, p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                count(),
                percentileMs(50),
                percentileMs(99),
                percentileMs(100));
    }
}

package io.tidemark.bench.figures;

import io.tidemark.bench.results.CsvFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One call of the command: where results go, and how long things may take.
 *
 * @param scale all durations and sizes are multiplied with it: 1 for figures, less to try out
 */
public record Session(Path folder, PrintWriter out, double scale) {

    private static final double LEAST = 1.0;

    /** Keeps a line and shows it. */
    public <T extends Record> void add(Class<T> type, T row) throws IOException {
        note(type, row);
        say(row.toString());
    }

    /** Keeps a line that nobody wants to see. */
    <T extends Record> void note(Class<T> type, T row) throws IOException {
        new CsvFile<>(folder, type).add(row);
    }

    public void say(String line) {
        out.println(line);
        out.flush();
    }

    int sized(int full) {
        return (int) Math.max(LEAST, full * scale);
    }

    Duration sized(Duration full) {
        return Duration.ofNanos((long) (full.toNanos() * scale));
    }
}

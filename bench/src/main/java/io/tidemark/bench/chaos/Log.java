package io.tidemark.bench.chaos;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/** What a campaign says, and the figures it leaves in a file. */
final class Log {

    private final PrintWriter out;
    private final Path figures;
    private final long startNs = System.nanoTime();

    /**
     * @param figures a file of tab-separated lines: batch, kind, milliseconds
     */
    Log(PrintWriter out, Path figures) {
        this.out = out;
        this.figures = figures;
    }

    void line(String text) {
        out.printf(Locale.ROOT, "%7.1f s  %s%n", (System.nanoTime() - startNs) / 1e9, text);
        out.flush();
    }

    /** What belongs to a line that follows. */
    void detail(String text) {
        line("    " + text);
    }

    void figure(int batch, FaultKind kind, Duration outage) throws IOException {
        Files.writeString(
                figures,
                batch + "\t" + kind + "\t" + outage.toMillis() + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}

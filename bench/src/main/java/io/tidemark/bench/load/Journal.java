package io.tidemark.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes what a client was promised, line by line, into a file. The first line holds session and
 * topics' prefix. For use by several threads; a full disk ends the load, since a load that forgets
 * proves nothing.
 */
final class Journal implements AutoCloseable {

    private final BufferedWriter file;
    private final long startNs = System.nanoTime();

    private Journal(BufferedWriter file) {
        this.file = file;
    }

    static Journal create(Path path, LoadPlan plan) throws IOException {
        Journal journal = new Journal(Files.newBufferedWriter(path, UTF_8));
        journal.line('J', plan.session(), plan.prefix(), plan.replyTo(), plan.seed());
        return journal;
    }

    /** Microseconds since the journal was opened. */
    long nowUs() {
        return (System.nanoTime() - startNs) / 1_000;
    }

    void add(JournalEntry entry) {
        if (entry instanceof JournalEntry.Sent sent) {
            line(
                    'S',
                    sent.request(),
                    sent.dueUs(),
                    sent.method(),
                    sent.topic(),
                    sent.partition(),
                    sent.rows(),
                    sent.fingerprint());
        } else if (entry instanceof JournalEntry.Acknowledged acknowledged) {
            line('A', acknowledged.request(), acknowledged.partition(), acknowledged.offset());
        } else if (entry instanceof JournalEntry.Unacknowledged lost) {
            line('U', lost.request(), lost.error());
        } else if (entry instanceof JournalEntry.Answered answered) {
            line(
                    'R',
                    answered.request(),
                    answered.atUs(),
                    answered.code(),
                    answered.timestamp(),
                    answered.fingerprint());
        }
    }

    private synchronized void line(char kind, Object... fields) {
        try {
            file.append(kind);
            for (Object field : fields) {
                file.append('\t').append(field.toString());
            }
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be written", e);
        }
    }

    synchronized void flush() throws IOException {
        file.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}

package io.tidemark.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a journal back, entry by entry, in the order in which things happened. */
public final class JournalReader implements AutoCloseable {

    private final BufferedReader file;
    private final String session;
    private final String prefix;

    private JournalReader(BufferedReader file, String session, String prefix) {
        this.file = file;
        this.session = session;
        this.prefix = prefix;
    }

    /** Opens a journal. */
    public static JournalReader open(Path path) throws IOException {
        BufferedReader file = Files.newBufferedReader(path, UTF_8);
        String first = file.readLine();
        String[] head = first == null ? new String[0] : first.split("\t", -1);
        if (head.length < 3 || !head[0].equals("J")) {
            file.close();
            throw new IOException(
                    "Expected a load's journal in " + path + ", found something else");
        }
        return new JournalReader(file, head[1], head[2]);
    }

    /** What its correlations begin with. */
    public String session() {
        return session;
    }

    /** What its topics' names begin with. */
    public String prefix() {
        return prefix;
    }

    /** The next entry; null at the end. */
    public JournalEntry next() throws IOException {
        String line = file.readLine();
        return line == null ? null : entry(line.split("\t", -1));
    }

    private static JournalEntry entry(String[] field) throws IOException {
        long request = Long.parseLong(field[1]);
        return switch (field[0]) {
            case "S" ->
                    new JournalEntry.Sent(
                            request,
                            Long.parseLong(field[2]),
                            field[3],
                            field[4],
                            Integer.parseInt(field[5]),
                            Integer.parseInt(field[6]),
                            Long.parseLong(field[7]));
            case "A" ->
                    new JournalEntry.Acknowledged(
                            request, Integer.parseInt(field[2]), Long.parseLong(field[3]));
            case "U" -> new JournalEntry.Unacknowledged(request, field[2]);
            case "R" ->
                    new JournalEntry.Answered(
                            request,
                            Long.parseLong(field[2]),
                            Integer.parseInt(field[3]),
                            Long.parseLong(field[4]),
                            Long.parseLong(field[5]));
            default -> throw new IOException("Expected a journal's line, found kind " + field[0]);
        };
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

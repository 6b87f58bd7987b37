package io.tidemark.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final List<JournalEntry> ENTRIES =
            List.of(
                    new JournalEntry.Sent(3, 17, "Insert", "requests", 2, 100, -5),
                    new JournalEntry.Acknowledged(3, 2, 1L << 40),
                    new JournalEntry.Unacknowledged(4, "TimeoutException"),
                    new JournalEntry.Answered(3, 99, 1100, Long.MAX_VALUE, Long.MIN_VALUE));

    @TempDir private Path folder;

    @Test
    void usageExample() throws Exception {
        Path file = folder.resolve("a.journal");
        LoadPlan plan = LoadPlan.of("127.0.0.1:9092", "a", 7).withPrefix("my-");
        try (Journal journal = Journal.create(file, plan)) {
            ENTRIES.forEach(journal::add);
        }

        try (JournalReader reader = JournalReader.open(file)) {
            assertThat(reader.session()).isEqualTo("a");
            assertThat(reader.prefix()).isEqualTo("my-");
            List<JournalEntry> found = new ArrayList<>();
            for (JournalEntry e = reader.next(); e != null; e = reader.next()) {
                found.add(e);
            }
            assertThat(found).isEqualTo(ENTRIES);
        }
    }

    @Test
    void anotherFileIsNoJournal() throws Exception {
        Path file = folder.resolve("other");
        Files.writeString(file, "Dear diary\n");
        assertThatThrownBy(() -> JournalReader.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Expected a load's journal in " + file);
    }

    @Test
    void anUnknownKindOfLineIsRefused() throws Exception {
        Path file = folder.resolve("newer");
        Files.writeString(file, "J\ta\t\t0\t1\nX\t1\n");
        try (JournalReader reader = JournalReader.open(file)) {
            assertThatThrownBy(reader::next).isInstanceOf(IOException.class);
        }
    }
}

package io.tidemark.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir private Path temporary;

    @Test
    void usageExample() throws IOException {
        Path folder = temporary.resolve("new").resolve("data");
        try (DataFolder data = DataFolder.open(folder)) {
            assertThat(data.root()).isEqualTo(folder).isDirectory();
            assertThat(data.temporary()).isEmptyDirectory();
        }
        try (DataFolder again = DataFolder.open(folder)) {
            assertThat(again.root()).isEqualTo(folder);
        }
    }

    @Test
    void belongsToOneAtATime() throws IOException {
        try (DataFolder data = DataFolder.open(temporary)) {
            assertThatThrownBy(() -> DataFolder.open(data.root()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(temporary + " is in use");
        }
    }

    @Test
    void whatFlinkSpilledBeforeAKillIsGone() throws IOException {
        try (DataFolder data = DataFolder.open(temporary)) {
            Files.writeString(data.temporary().resolve("spilled"), "x");
        }
        try (DataFolder again = DataFolder.open(temporary)) {
            assertThat(again.temporary()).isEmptyDirectory();
        }
    }

    @Test
    void anotherLayoutIsRefused() throws IOException {
        Files.writeString(temporary.resolve("layout"), "tidemark local data, layout 9\n");
        assertThatThrownBy(() -> DataFolder.open(temporary))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another version")
                .hasMessageContaining("layout 9");
    }

    @Test
    void aFolderOfSomethingElseIsRefusedAndLeftAlone() throws IOException {
        Path photo = Files.writeString(temporary.resolve("photo.jpg"), "x");
        assertThatThrownBy(() -> DataFolder.open(temporary))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not empty");
        assertThat(temporary).isDirectoryContaining(photo::equals);
        assertThatThrownBy(() -> DataFolder.open(photo))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a file");
    }
}

package io.tidemark.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir private Path folder;

    @Test
    void usageExample() throws IOException {
        DataFolder data = DataFolder.of(folder.resolve("new"));
        assertThat(data.path()).isEmptyDirectory().isAbsolute();
    }

    @Test
    void aFolderThatHoldsSomethingIsRefusedWithASentence() throws IOException {
        Files.writeString(folder.resolve("outages.tsv"), "yesterday's");
        assertThatThrownBy(() -> DataFolder.of(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("expected an empty or a new folder for --data");
    }

    @Test
    void aTemporaryFolderIsRemovedWhenEveryPromiseWasKept() throws IOException {
        DataFolder data = DataFolder.of(null);
        Files.writeString(data.path().resolve("outages.tsv"), "some");
        data.kept();
        assertThat(data.path()).doesNotExist();
    }

    @Test
    void aFolderThatWasAskedForStays() throws IOException {
        DataFolder data = DataFolder.of(folder);
        data.kept();
        assertThat(data.path()).exists();
    }
}

package io.tidemark.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumePointsTest {

    @TempDir private Path temporary;
    private DataFolder data;

    @BeforeEach
    void open() throws IOException {
        data = DataFolder.open(temporary);
    }

    @AfterEach
    void close() throws IOException {
        data.close();
    }

    @Test
    void usageExample() throws IOException {
        assertThat(ResumePoints.newest(data)).isEmpty();
        point(data.checkpoints().resolve("job1").resolve("chk-1"), 1);
        Path savepoint = point(data.savepoints().resolve("savepoint-1"), 2);
        assertThat(ResumePoints.newest(data)).contains(savepoint);
        Path checkpoint = point(data.checkpoints().resolve("job2").resolve("chk-7"), 3);
        assertThat(ResumePoints.newest(data)).contains(checkpoint);
    }

    @Test
    void whatAKillInterruptedIsNone() throws IOException {
        Path whole = point(data.checkpoints().resolve("job").resolve("chk-1"), 1);
        Files.createDirectories(data.checkpoints().resolve("job").resolve("chk-2"));
        assertThat(ResumePoints.newest(data)).contains(whole);
    }

    @Test
    void theRestIsDeletedButNotWhatTheKeptOneLeansOn() throws IOException {
        Path old = point(data.savepoints().resolve("savepoint-1"), 1);
        Path older = point(data.checkpoints().resolve("job1").resolve("chk-9"), 0);
        Path shared = data.checkpoints().resolve("job2").resolve("shared");
        Files.createDirectories(shared);
        Path kept = point(data.checkpoints().resolve("job2").resolve("chk-2"), 2);
        ResumePoints.keepOnly(data, kept);
        assertThat(old).doesNotExist();
        assertThat(older).doesNotExist();
        assertThat(shared).exists();
        assertThat(ResumePoints.newest(data)).contains(kept);
    }

    private static Path point(Path folder, long time) throws IOException {
        Files.createDirectories(folder);
        Path metadata = Files.writeString(folder.resolve("_metadata"), "x");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(time * 1000));
        return folder;
    }
}

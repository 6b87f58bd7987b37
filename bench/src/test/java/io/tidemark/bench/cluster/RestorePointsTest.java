package io.tidemark.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestorePointsTest {

    @TempDir private Path root;
    private ClusterFolder folder;

    @BeforeEach
    void create() throws IOException {
        folder = new ClusterFolder(root);
        folder.create();
    }

    @Test
    void usageExample() throws IOException {
        Path tenth = finished(folder.checkpoints().resolve("job/chk-10"), 2_000);
        Path ninth = finished(folder.checkpoints().resolve("job/chk-9"), 1_000);
        Path savepoint = finished(folder.savepoints().resolve("savepoint-a"), 3_000);
        Files.createDirectories(folder.checkpoints().resolve("job/chk-11"));
        Files.createDirectories(folder.checkpoints().resolve("job/shared"));

        assertThat(RestorePoints.checkpoints(folder, "job")).containsExactly(ninth, tenth);
        assertThat(RestorePoints.all(folder)).containsExactly(ninth, tenth, savepoint);
    }

    @Test
    void aJobThatNeverCompletedACheckpointHasNone() throws IOException {
        assertThat(RestorePoints.checkpoints(folder, "job")).isEmpty();
        assertThat(RestorePoints.all(folder)).isEmpty();
    }

    private static Path finished(Path point, long atMs) throws IOException {
        Path metadata = point.resolve("_metadata");
        Files.createDirectories(point);
        Files.createFile(metadata);
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(atMs));
        return point;
    }
}

package io.tidemark.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {

    @TempDir private Path folder;

    private final TestingDisk disk = new TestingDisk();

    @Test
    void usageExample() throws Exception {
        assertThat(disk.during(List::of)).isEmpty();
        assertThat(disk.calls).containsExactly("close");
    }

    @Test
    void whatIsBrokenKeepsItsData() throws Exception {
        assertThat(disk.during(() -> List.of("a row is lost"))).containsExactly("a row is lost");
        assertThat(disk.calls).containsExactly("keep", "close");
    }

    @Test
    void whatEndsWithAnExceptionKeepsItsData() {
        assertThatThrownBy(
                        () ->
                                disk.during(
                                        () -> {
                                            throw new IllegalStateException("waited 360 s");
                                        }))
                .hasMessage("waited 360 s");
        assertThat(disk.calls).containsExactly("keep", "close");
    }

    @Test
    void aSmallFileSystemThatIsKeptLeavesItsFilesInItsFolder() throws Exception {
        assertThat(left(true)).isEqualTo("rows");
    }

    @Test
    void aSmallFileSystemThatNobodyKeepsLeavesNothing() throws Exception {
        assertThat(left(false)).isNull();
    }

    /** What a file on it holds when it is closed; null where there is none. */
    private String left(boolean kept) throws Exception {
        Path mounted = Files.createDirectories(folder.resolve("kafka"));
        SmallFileSystem small = SmallFileSystem.mount(mounted);
        assumeThat(small).as("mounting is permitted here").isNotNull();
        Path log = Files.createDirectories(mounted.resolve("data")).resolve("dml-0");
        Files.writeString(log, "rows");
        if (kept) {
            small.keep();
        }
        small.close();
        return Files.exists(log) ? Files.readString(log) : null;
    }

    /** Remembers what it was asked. */
    private static final class TestingDisk implements Disk {

        private final List<String> calls = new ArrayList<>();

        @Override
        public String fill(long broker) {
            return "full";
        }

        @Override
        public void free() {
            calls.add("free");
        }

        @Override
        public void keep() {
            calls.add("keep");
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}

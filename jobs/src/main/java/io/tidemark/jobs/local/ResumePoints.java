package io.tidemark.jobs.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a stopped or killed job can go on: the savepoints and retained checkpoints in a folder.
 *
 * <p>Each is a folder with a file {@code _metadata}, which Flink puts there in one step when all
 * else is written: what a kill interrupted has none. The newest is the one whose file is; were a
 * machine's clock set back and an older one chosen, the job would read more of its log again and
 * come to the same result.
 */
final class ResumePoints {

    private static final String METADATA = "_metadata";

    private ResumePoints() {}

    /** The newest, if there is any. */
    static Optional<Path> newest(DataFolder data) throws IOException {
        List<Path> metadata = new ArrayList<>();
        // A savepoint lies directly in its folder, a checkpoint in that of the job that took it.
        find(data.savepoints(), 2, metadata);
        find(data.checkpoints(), 3, metadata);
        Path newest = null;
        FileTime time = null;
        for (Path file : metadata) {
            FileTime modified = Files.getLastModifiedTime(file);
            if (newest == null || modified.compareTo(time) > 0) {
                newest = file;
                time = modified;
            }
        }
        return Optional.ofNullable(newest).map(Path::getParent);
    }

    /**
     * Deletes every other one. A job that goes on from one takes a whole checkpoint first and leans
     * on nothing older, so nothing else is ever needed again.
     */
    static void keepOnly(DataFolder data, Path kept) throws IOException {
        for (Path parent : List.of(data.savepoints(), data.checkpoints())) {
            for (Path child : children(parent)) {
                // A checkpoint's files lie beside it as well, in the folder of its job.
                if (!kept.startsWith(child)) {
                    Folders.delete(child);
                }
            }
        }
    }

    private static void find(Path folder, int depth, List<Path> found) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder, depth)) {
                files.filter(file -> file.endsWith(METADATA))
                        .sorted(Comparator.naturalOrder())
                        .forEach(found::add);
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}

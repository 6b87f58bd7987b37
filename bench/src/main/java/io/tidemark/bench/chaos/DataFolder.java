package io.tidemark.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where a campaign keeps what it does.
 *
 * @param temporary whether nobody asked for it
 */
record DataFolder(Path path, boolean temporary) {

    /**
     * The folder that was asked for, created where it is missing, or a new one.
     *
     * @param asked null where nobody asked for one
     * @throws IOException with a sentence where something lies in it: what a campaign of yesterday
     *     left would be found by the jobs and the journals of today's
     */
    static DataFolder of(Path asked) throws IOException {
        if (asked == null) {
            return new DataFolder(Files.createTempDirectory("tidemark-chaos"), true);
        }
        Path folder = Files.createDirectories(asked.toAbsolutePath());
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new IOException(
                        "expected an empty or a new folder for --data, found files in "
                                + folder
                                + ": name another one or empty it");
            }
        }
        return new DataFolder(folder, false);
    }

    /** After a campaign whose promises were all kept: what nobody asked for is removed. */
    void kept() throws IOException {
        if (temporary) {
            delete(path);
        }
    }

    /** Deletes a folder and all that lies in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

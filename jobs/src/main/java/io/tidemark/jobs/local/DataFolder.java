package io.tidemark.jobs.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The one folder in which a local stack keeps everything: Kafka's data, Flink's state, the log. It
 * belongs to one process at a time, and says in a file of its own which layout it has, so that a
 * later version can tell what it finds.
 */
public final class DataFolder implements AutoCloseable {

    private static final String LAYOUT_FILE = "layout";
    private static final String LAYOUT = "tidemark local data, layout 4";
    private static final String LOCK_FILE = ".tidemark-lock";

    private final Path root;
    private final FileChannel lockFile;
    private final FileLock lock;

    private DataFolder(Path root, FileChannel lockFile, FileLock lock) {
        this.root = root;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Takes the folder; creates it where it is missing.
     *
     * @throws IOException with a sentence where another process has it, or it holds something else
     */
    public static DataFolder open(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new IOException(
                    "The data folder " + root + " is a file: choose another with --data");
        }
        Files.createDirectories(root);
        verifyLayout(root);
        FileChannel lockFile = FileChannel.open(root.resolve(LOCK_FILE), CREATE, WRITE);
        try {
            FileLock lock = lockFile.tryLock();
            if (lock == null) {
                throw inUse(root);
            }
            Files.writeString(root.resolve(LAYOUT_FILE), LAYOUT + "\n", UTF_8);
            DataFolder data = new DataFolder(root, lockFile, lock);
            Folders.delete(data.temporary());
            Files.createDirectories(data.temporary());
            return data;
        } catch (OverlappingFileLockException e) {
            lockFile.close();
            throw inUse(root);
        } catch (IOException e) {
            lockFile.close();
            throw e;
        }
    }

    private static void verifyLayout(Path root) throws IOException {
        Path file = root.resolve(LAYOUT_FILE);
        if (Files.exists(file)) {
            String layout = Files.readString(file, UTF_8).strip();
            if (!layout.equals(LAYOUT)) {
                throw new IOException(
                        "The data folder "
                                + root
                                + " was written by another version of Tidemark (expected '"
                                + LAYOUT
                                + "', found '"
                                + layout
                                + "'): choose another with --data, or delete it to begin anew");
            }
            return;
        }
        try (Stream<Path> content = Files.list(root)) {
            if (content.anyMatch(entry -> !entry.endsWith(LOCK_FILE))) {
                throw new IOException(
                        "The folder "
                                + root
                                + " is not empty and no data folder of Tidemark: choose another"
                                + " with --data");
            }
        }
    }

    private static IOException inUse(Path root) {
        return new IOException(
                "The data folder "
                        + root
                        + " is in use by another 'tidemark up': stop that or choose another with"
                        + " --data");
    }

    public Path root() {
        return root;
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path checkpoints() {
        return root.resolve("checkpoints");
    }

    Path savepoints() {
        return root.resolve("savepoints");
    }

    /** What Flink spills while it runs; emptied at every start. */
    Path temporary() {
        return root.resolve("tmp");
    }

    public Path log() {
        return root.resolve("tidemark.log");
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }
}

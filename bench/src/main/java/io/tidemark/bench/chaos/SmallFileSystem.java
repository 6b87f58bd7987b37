package io.tidemark.bench.chaos;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system in memory under the broker's folder. It is made full by taking away all that is not
 * in use, which costs this machine nothing.
 */
final class SmallFileSystem implements Disk {

    private static final long SIZE_BYTES = 2L << 30;

    /** Mounted for as long as this JVM lives, however it ends; files in use live on unseen. */
    private static final String HOLDER =
            """
            trap '' HUP INT TERM
            mount -t tmpfs -o size="$1" tidemark-chaos "$2" 2>/dev/null || exit 1
            echo mounted
            read -r ended
            umount -l "$2"
            """;

    private final Path folder;
    private final Process holder;
    private boolean kept;

    private SmallFileSystem(Path folder, Process holder) {
        this.folder = folder;
        this.holder = holder;
    }

    /** Mounts one; null where that is not permitted. */
    static SmallFileSystem mount(Path folder) throws IOException, InterruptedException {
        Process holder =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                HOLDER,
                                "disk",
                                Long.toString(SIZE_BYTES),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = holder.inputReader().readLine();
        if (said == null) {
            holder.waitFor();
            return null;
        }
        return new SmallFileSystem(folder, holder);
    }

    @Override
    public String fill(long broker) throws IOException, InterruptedException {
        FileStore store = Files.getFileStore(folder);
        long used = store.getTotalSpace() - store.getUsableSpace();
        long room = 1 << 16;
        resize(used + room);
        return "a disk of " + (used >> 20) + " MiB, full";
    }

    @Override
    public void free() throws IOException, InterruptedException {
        resize(SIZE_BYTES);
    }

    private void resize(long bytes) throws IOException, InterruptedException {
        Command.run(List.of("mount", "-o", "remount,size=" + bytes, folder.toString()));
    }

    @Override
    public void keep() {
        kept = true;
    }

    /** What is kept is copied beside it while it is there, and takes its place when it is gone. */
    @Override
    public void close() throws IOException, InterruptedException {
        Path copy = folder.resolveSibling(folder.getFileName() + "-kept");
        try {
            if (kept) {
                Command.run(List.of("cp", "-a", folder.toString(), copy.toString()));
            }
        } finally {
            holder.getOutputStream().close();
            holder.waitFor();
        }
        if (kept) {
            Files.delete(folder);
            Files.move(copy, folder);
        }
    }
}

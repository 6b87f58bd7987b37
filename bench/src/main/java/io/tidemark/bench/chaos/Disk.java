package io.tidemark.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The broker's disk, which can be made full without filling anybody else's. */
interface Disk extends AutoCloseable {

    /**
     * A file system of its own where this process may mount one; else a limit on the broker's
     * files.
     *
     * @param folder of the broker's data, existing
     */
    static Disk under(Path folder) throws IOException, InterruptedException {
        SmallFileSystem mounted = SmallFileSystem.mount(folder);
        return mounted == null ? new FileLimit() : mounted;
    }

    /** What is done on a disk. */
    interface Work {

        /** Returns what was broken; nothing where all is well. */
        List<String> run() throws Exception;
    }

    /** Does it and closes the disk, which keeps what it holds where anything was broken. */
    default List<String> during(Work work) throws Exception {
        try (Disk own = this) {
            try {
                List<String> broken = work.run();
                if (!broken.isEmpty()) {
                    own.keep();
                }
                return broken;
            } catch (Exception | Error e) {
                own.keep();
                throw e;
            }
        }
    }

    /**
     * Leaves no room.
     *
     * @param broker its process
     * @return what was done
     */
    String fill(long broker) throws IOException, InterruptedException;

    /** Makes room again. */
    void free() throws IOException, InterruptedException;

    /** What it holds is to lie in its folder when this is closed, and to stay there. */
    void keep();

    /** Closes it; does nothing to what is kept. */
    @Override
    void close() throws IOException, InterruptedException;
}

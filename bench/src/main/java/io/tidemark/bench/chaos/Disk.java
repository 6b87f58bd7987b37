package io.tidemark.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;

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

    /**
     * Leaves no room.
     *
     * @param broker its process
     * @return what was done
     */
    String fill(long broker) throws IOException, InterruptedException;

    /** Makes room again. */
    void free() throws IOException, InterruptedException;

    @Override
    void close() throws IOException, InterruptedException;
}

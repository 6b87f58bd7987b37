package io.tidemark.bench.chaos;

import java.io.IOException;
import java.util.List;

/**
 * Where nothing can be mounted: the broker's process may make no file longer than it is. Its writes
 * fail as on a full disk, though with another error.
 */
final class FileLimit implements Disk {

    @Override
    public String fill(long broker) throws IOException, InterruptedException {
        Command.run(List.of("prlimit", "--pid", Long.toString(broker), "--fsize=4096:"));
        return "no file of the broker's may grow beyond 4 KiB (mounting is not permitted here)";
    }

    @Override
    public void free() {
        // The limit ended with the process.
    }

    @Override
    public void keep() {
        // It lies on the machine's own disk.
    }

    @Override
    public void close() {
        // Nothing was put up.
    }
}

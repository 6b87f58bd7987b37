package io.tidemark.bench.chaos;

/** The disk of a campaign that leaves it alone. */
final class NoDisk implements Disk {

    @Override
    public String fill(long broker) {
        throw new IllegalStateException("this campaign said that no disk would be filled");
    }

    @Override
    public void free() {
        throw new IllegalStateException("this campaign said that no disk would be filled");
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

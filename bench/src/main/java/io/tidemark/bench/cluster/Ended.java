package io.tidemark.bench.cluster;

/**
 * A process that ended though nobody asked it to.
 *
 * @param process its name
 * @param exitCode as the system tells it; 128 and more is a signal's number, with 128 added
 */
public record Ended(String process, int exitCode) {

    @Override
    public String toString() {
        return process + " ended by itself with exit code " + exitCode;
    }
}

package io.tidemark.bench.results;

/**
 * One cell of the cost model's grid: what a job did in a window, and the CPU it took.
 *
 * @param bytes of the requests' bodies
 * @param definitions created or dropped
 */
public record ModelPoint(
        int channels,
        int partitions,
        int tickStepMs,
        int rowsPerRequest,
        int dim,
        double seconds,
        double cpuSeconds,
        long requests,
        long rows,
        long bytes,
        long definitions) {

    /** Points of one cluster are held out together. */
    public String cluster() {
        return channels + " channels, " + partitions + " partitions, " + tickStepMs + " ms";
    }

    /** Ticks written: one a channel and step. */
    public double channelTicks() {
        return seconds * 1000 / tickStepMs * channels;
    }
}

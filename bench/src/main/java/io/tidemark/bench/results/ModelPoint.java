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

    /** A job to which nobody sends anything. */
    public static ModelPoint of(Idle idle) {
        return new ModelPoint(
                idle.channels(),
                idle.partitions(),
                idle.tickStepMs(),
                0,
                0,
                idle.seconds(),
                idle.cpuSeconds(),
                0,
                0,
                0,
                0);
    }

    /** Points of one cluster are held out together. */
    public String cluster() {
        return channels + " channels, " + partitions + " partitions, " + tickStepMs + " ms";
    }

    /** Ticks written: one a channel and step. */
    public double channelTicks() {
        return steps() * channels;
    }

    /** Steps of the tick grid that went by. */
    public double steps() {
        return seconds * 1000 / tickStepMs;
    }
}

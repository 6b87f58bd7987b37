package io.tidemark.bench.results;

/**
 * One run of one contender over one load.
 *
 * @param contender as {@code tidemark-heap}, {@code copy}
 * @param round runs of one round stand beside each other in time
 * @param rows of the load, all of which went through
 * @param cpuSeconds of the contender's process
 * @param seconds from when the load became visible to the end of its last message
 */
public record Throughput(
        int rowsPerRequest,
        int dim,
        int shards,
        String contender,
        int round,
        long rows,
        double cpuSeconds,
        double seconds) {

    public double rowsPerCpuSecond() {
        return rows / cpuSeconds;
    }
}

package io.tidemark.bench.results;

/**
 * What one process spent on putting inserts into the log.
 *
 * @param way {@code gateway}, or {@code direct} for a producer
 */
public record GatewayCost(
        String way,
        int rowsPerRequest,
        int dim,
        int round,
        long rows,
        double cpuSeconds,
        double seconds,
        double rowsPerCpuSecond) {}

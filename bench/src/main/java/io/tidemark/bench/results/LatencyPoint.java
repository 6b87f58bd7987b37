package io.tidemark.bench.results;

/**
 * One point of a distribution: so many percent of the requests took at most so long.
 *
 * @param percentile 0 to 100
 */
public record LatencyPoint(
        int tickStepMs, int rowsPerRequest, String what, double percentile, double ms) {}

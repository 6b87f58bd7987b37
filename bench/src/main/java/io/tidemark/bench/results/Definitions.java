package io.tidemark.bench.results;

/**
 * Collections created and dropped in a closed loop.
 *
 * @param inFlight definitions without an answer at any time
 * @param count definitions answered
 */
public record Definitions(
        int inFlight, long count, double cpuSeconds, double seconds, double p50Ms, double p99Ms) {}

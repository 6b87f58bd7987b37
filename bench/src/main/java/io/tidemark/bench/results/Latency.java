package io.tidemark.bench.results;

/**
 * The distribution of one latency in one round under an open-loop load, from when a request was
 * due.
 *
 * @param what {@code answer} or {@code visible}
 * @param round of the same load, from 1
 * @param perSecond requests a second
 * @param capacity requests a second that a closed loop reached just before
 * @param count requests measured
 */
public record Latency(
        int tickStepMs,
        int rowsPerRequest,
        int dim,
        String what,
        int round,
        double perSecond,
        double capacity,
        long count,
        double p50Ms,
        double p90Ms,
        double p99Ms,
        double p999Ms,
        double maxMs) {}

package io.tidemark.bench.results;

/**
 * Round trips of calls through a gateway under an open-loop load, from when a call was due.
 *
 * @param perSecond calls a second
 */
public record GatewayLatency(
        String rpc,
        double perSecond,
        int round,
        long count,
        double p50Ms,
        double p99Ms,
        double maxMs) {}

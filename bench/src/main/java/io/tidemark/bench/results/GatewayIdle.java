package io.tidemark.bench.results;

/** CPU of the whole, process by process, to which nobody sends anything. */
public record GatewayIdle(
        int tickStepMs,
        double jobCpuSeconds,
        double gatewayCpuSeconds,
        double brokerCpuSeconds,
        double seconds) {}

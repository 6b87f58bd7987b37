package io.tidemark.bench.results;

/** CPU of a job to which nobody sends anything. */
public record Idle(
        int channels, int partitions, int tickStepMs, double cpuSeconds, double seconds) {}

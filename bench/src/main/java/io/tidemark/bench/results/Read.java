package io.tidemark.bench.results;

/** One pass of a reader over a whole log of 16 channels. */
public record Read(
        String reader, int round, long messages, long rows, double cpuSeconds, double seconds) {}

package io.tidemark.bench.results;

/** A measurement that was not taken, and why. */
public record LeftOut(String measurement, String reason) {}

package io.tidemark.bench.results;

/** One fact about where and how the figures were taken. */
public record Machine(String name, String value) {}

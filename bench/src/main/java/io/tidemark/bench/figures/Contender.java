package io.tidemark.bench.figures;

import java.util.Locale;

/** Who takes part in the comparison of throughput. */
public enum Contender {
    /** The baseline: a Flink job that only copies. */
    COPY("copy", "hashmap"),
    TIDEMARK_HEAP("lead", "hashmap"),
    TIDEMARK_ROCKSDB("lead", "rocksdb"),
    /** A consumer and a producer, written by hand. */
    SPLIT("split", "hashmap"),
    /** Kafka Streams with exactly-once. */
    STREAMS("streams", "hashmap"),
    /** The baseline once more: its ratio to the first must contain 1. */
    COPY_AGAIN("copy", "hashmap");

    private final String command;
    private final String backend;

    Contender(String command, String backend) {
        this.command = command;
        this.backend = backend;
    }

    /** As the results name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String command() {
        return command;
    }

    String backend() {
        return backend;
    }
}

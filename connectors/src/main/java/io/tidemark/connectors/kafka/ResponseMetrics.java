package io.tidemark.connectors.kafka;

import io.tidemark.life.Metric;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts what could not be executed or delivered. */
public final class ResponseMetrics {

    public static final Metric DEAD_LETTERS =
            Metric.counter(
                    "deadLetters",
                    "records written to `dead-letters`: requests that could not be read or whose"
                            + " decision failed, and answers that cannot be delivered");

    private final Counter deadLetters;

    ResponseMetrics(MetricGroup sink) {
        this.deadLetters = sink.counter(DEAD_LETTERS.name());
    }

    void deadLetter() {
        deadLetters.inc();
    }
}

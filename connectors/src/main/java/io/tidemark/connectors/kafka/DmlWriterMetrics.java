package io.tidemark.connectors.kafka;

import io.tidemark.life.Metric;
import io.tidemark.wal.AckGate;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What a writer of the log tells: what it sent, and what waits for acknowledgements. */
public final class DmlWriterMetrics {

    public static final Metric MESSAGES =
            Metric.counter("messagesSent", "messages and ticks handed to the producer");
    public static final Metric BYTES = Metric.counter("bytesSent", "bytes of their bodies");
    public static final Metric UNACKNOWLEDGED =
            Metric.gauge("messagesUnacknowledged", "those not yet acknowledged");
    public static final Metric HELD =
            Metric.gauge("outputsHeld", "answers, counts and watermarks that wait behind them");
    public static final Metric CLOSED =
            Metric.gauge(
                    "closedTimeMs",
                    "up to where this writer has closed time, by cells of the tick grid, behind its"
                            + " acknowledgements, in milliseconds since 1970; the writer with the"
                            + " lowest holds the barrier");

    private final Counter messages;
    private final Counter bytes;
    private final AtomicLong acknowledged = new AtomicLong();
    private long closedMs;

    DmlWriterMetrics(MetricGroup operator, AckGate<?> gate) {
        this.messages = operator.counter(MESSAGES.name());
        this.bytes = operator.counter(BYTES.name());
        Gauge<Long> unacknowledged = () -> messages.getCount() - acknowledged.get();
        Gauge<Integer> held = gate::held;
        Gauge<Long> closed = () -> closedMs;
        operator.gauge(UNACKNOWLEDGED.name(), unacknowledged);
        operator.gauge(HELD.name(), held);
        operator.gauge(CLOSED.name(), closed);
    }

    /** A record was handed to the producer. */
    void sent(int messagesOfIt, int length) {
        messages.inc(messagesOfIt);
        bytes.inc(length);
    }

    /** A watermark went on. */
    void closed(long watermarkMs) {
        closedMs = watermarkMs;
    }

    /** Runs in the producer's thread. */
    void acknowledged(int messagesOfIt) {
        acknowledged.addAndGet(messagesOfIt);
    }
}

package io.tidemark.connectors.kafka;

import io.tidemark.wal.AckGate;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What a writer of the log tells: what it sent, and what waits for acknowledgements. */
public final class DmlWriterMetrics {

    public static final String MESSAGES = "messagesSent";
    public static final String BYTES = "bytesSent";
    public static final String UNACKNOWLEDGED = "messagesUnacknowledged";
    public static final String HELD = "outputsHeld";

    private final Counter messages;
    private final Counter bytes;
    private final AtomicLong acknowledged = new AtomicLong();

    DmlWriterMetrics(MetricGroup operator, AckGate<?> gate) {
        this.messages = operator.counter(MESSAGES);
        this.bytes = operator.counter(BYTES);
        Gauge<Long> unacknowledged = () -> messages.getCount() - acknowledged.get();
        Gauge<Integer> held = gate::held;
        operator.gauge(UNACKNOWLEDGED, unacknowledged);
        operator.gauge(HELD, held);
    }

    void sent(int length) {
        messages.inc();
        bytes.inc(length);
    }

    /** Runs in the producer's thread. */
    void acknowledged() {
        acknowledged.incrementAndGet();
    }
}

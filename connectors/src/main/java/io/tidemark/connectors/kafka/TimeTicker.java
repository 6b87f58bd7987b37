package io.tidemark.connectors.kafka;

import io.tidemark.life.LifeSigns;
import java.util.Properties;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Puts ticks into the request log, so that idle partitions move forward: into {@code definitions}
 * and every partition of {@code requests} just after each boundary of the tick grid. It is a
 * source, since a source may wait for time without a thread of its own; it emits nothing, keeps
 * only how far the log's time has come, and any number of tickers is harmless.
 */
public final class TimeTicker implements Source<Long, TickerSplit, Void> {

    private static final long serialVersionUID = 1L;

    private final LogTopic definitions;
    private final LogTopic requests;
    private final long tickStepMs;
    private final Properties client;
    private final LifeSigns lifeSigns;

    public TimeTicker(
            LogTopic definitions,
            LogTopic requests,
            long tickStepMs,
            Properties client,
            LifeSigns lifeSigns) {
        this.definitions = definitions;
        this.requests = requests;
        this.tickStepMs = tickStepMs;
        this.client = client;
        this.lifeSigns = lifeSigns;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<Long, TickerSplit> createReader(SourceReaderContext context) {
        return new TimeTickerReader(definitions, requests, tickStepMs, client, lifeSigns);
    }

    @Override
    public SplitEnumerator<TickerSplit, Void> createEnumerator(
            SplitEnumeratorContext<TickerSplit> context) {
        return new TickerSplit.Enumerator();
    }

    @Override
    public SplitEnumerator<TickerSplit, Void> restoreEnumerator(
            SplitEnumeratorContext<TickerSplit> context, Void checkpoint) {
        return new TickerSplit.Enumerator();
    }

    @Override
    public SimpleVersionedSerializer<TickerSplit> getSplitSerializer() {
        return new TickerSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<Void> getEnumeratorCheckpointSerializer() {
        return new TickerSplit.NoState();
    }
}

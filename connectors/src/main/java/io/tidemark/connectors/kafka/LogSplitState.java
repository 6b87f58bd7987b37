package io.tidemark.connectors.kafka;

import io.tidemark.ingest.PartitionIngest;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;

/** A split being read: its live clock, and the newest watermark it has spoken. */
final class LogSplitState extends KafkaPartitionSplitState {

    private final PartitionIngest ingest;
    private long watermarkMs;

    LogSplitState(LogSplit split, PartitionIngest ingest, long watermarkMs) {
        super(split);
        this.ingest = ingest;
        this.watermarkMs = watermarkMs;
    }

    PartitionIngest ingest() {
        return ingest;
    }

    long watermarkMs() {
        return watermarkMs;
    }

    void watermarkMs(long spoken) {
        watermarkMs = spoken;
    }

    LogSplit toSplit() {
        return new LogSplit(getTopicPartition(), getCurrentOffset(), ingest.state());
    }
}

package io.tidemark.connectors.kafka;

import io.tidemark.ingest.PartitionIngest;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition of a request topic with its place in time: offset, clock and id counter are one
 * thing, so that a restart stamps the same records alike.
 */
public final class LogSplit extends KafkaPartitionSplit {

    private final PartitionIngest.State ingest;

    /**
     * @param offset the next record to take
     * @param ingest clock and ids behind the record before it
     */
    public LogSplit(TopicPartition partition, long offset, PartitionIngest.State ingest) {
        super(partition, offset, NO_STOPPING_OFFSET);
        this.ingest = ingest;
    }

    public PartitionIngest.State ingest() {
        return ingest;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof LogSplit that && ingest.equals(that.ingest);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + ingest.hashCode();
    }
}

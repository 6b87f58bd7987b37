package io.tidemark.connectors.kafka;

import io.tidemark.proto.ClusterSettings;
import io.tidemark.request.Requests;
import java.util.Properties;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SupportsSplitReassignmentOnRecovery;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaPartitionSplitReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The proxy ingest source: reads a request topic, gives every record its hybrid timestamp and its
 * ids, and speaks the time of each partition. Clock and id counter are part of the split, so that a
 * restart, at any parallelism, stamps the same records alike.
 */
public final class ProxySource
        implements Source<Requests, LogSplit, LogEnumeratorState>,
                SupportsSplitReassignmentOnRecovery {

    private static final long serialVersionUID = 1L;

    private final LogTopic topic;
    private final ClusterSettings settings;
    private final LogDigest digest;
    private final Owners owners;
    private final long untilMs;

    /**
     * @param owners who reads which partition
     * @param untilMs the physical time up to which records are read; {@link Long#MAX_VALUE} for an
     *     endless job
     */
    public ProxySource(
            LogTopic topic,
            ClusterSettings settings,
            LogDigest digest,
            Owners owners,
            long untilMs) {
        this.topic = topic;
        this.settings = settings;
        this.digest = digest;
        this.owners = owners;
        this.untilMs = untilMs;
    }

    @Override
    public Boundedness getBoundedness() {
        // Also a job that ends at a given time streams and checkpoints until then.
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<LogSplit, LogEnumeratorState> createEnumerator(
            SplitEnumeratorContext<LogSplit> context) {
        return new LogEnumerator(context, topic, digest, owners);
    }

    @Override
    public SplitEnumerator<LogSplit, LogEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<LogSplit> context, LogEnumeratorState checkpoint) {
        return new LogEnumerator(context, topic, digest, owners, checkpoint);
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // the reader's splits are LogSplits throughout
    public SimpleVersionedSerializer<LogSplit> getSplitSerializer() {
        return (SimpleVersionedSerializer) new LogSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<LogEnumeratorState> getEnumeratorCheckpointSerializer() {
        return new LogEnumeratorStateSerializer();
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // the connector's reader names its own split type
    public SourceReader<Requests, LogSplit> createReader(SourceReaderContext context) {
        FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>> queue =
                new FutureCompletingBlockingQueue<>();
        KafkaSourceReaderMetrics metrics = new KafkaSourceReaderMetrics(context.metricGroup());
        Configuration configuration = new Configuration();
        configuration.set(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT, false);
        Properties consumer = consumer(context.getIndexOfSubtask());
        SourceReader<Requests, KafkaPartitionSplit> reader =
                new LogReader(
                        queue,
                        () -> new KafkaPartitionSplitReader(consumer, context, metrics),
                        new LogRecordEmitter(topic.firstLogPartition() == 0, untilMs),
                        topic,
                        settings,
                        configuration,
                        context,
                        metrics);
        return (SourceReader) reader;
    }

    private Properties consumer(int subtask) {
        Properties consumer = new Properties();
        consumer.putAll(topic.client());
        consumer.setProperty(
                ConsumerConfig.CLIENT_ID_CONFIG, "tidemark-" + topic.name() + "-" + subtask);
        consumer.setProperty(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName());
        consumer.setProperty(
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                RequestDeserializer.class.getName());
        consumer.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // Records that are gone stop the job with a sentence; nothing is skipped silently.
        consumer.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return consumer;
    }
}

package io.tidemark.bench.process;

import io.milvus.grpc.CreateCollectionRequest;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads, once at the start, which collections {@code definitions} asks for. */
final class Catalogue {

    private static final Duration POLL = Duration.ofMillis(100);

    private Catalogue() {}

    /** A splitter that knows them. */
    static Splitter read(JobOptions options) throws Exception {
        Properties properties = options.consumer();
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "none");
        TopicPartition definitions = new TopicPartition(options.topics().definitions(), 0);
        List<TopicPartition> assignment = List.of(definitions);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(assignment);
            consumer.seekToBeginning(assignment);
            Splitter splitter = new Splitter(consumer.partitionsFor(options.topics().dml()).size());
            long end = consumer.endOffsets(assignment).get(definitions);
            while (consumer.position(definitions) < end) {
                for (ConsumerRecord<byte[], byte[]> asked : consumer.poll(POLL)) {
                    splitter.create(CreateCollectionRequest.parseFrom(asked.value()));
                }
            }
            return splitter;
        }
    }
}

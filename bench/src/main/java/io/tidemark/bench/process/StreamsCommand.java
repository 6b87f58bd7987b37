package io.tidemark.bench.process;

import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The rival that keeps an exactly-once promise: Kafka Streams with transactions, the same split.
 * Rows become visible with a commit, each 100 ms, and have no order beyond the partitions'.
 */
@Command(name = "streams", hidden = true)
public final class StreamsCommand implements Callable<Integer> {

    /** What Kafka Streams names its group of consumers. */
    public static String group(String prefix) {
        return prefix + "streams";
    }

    @Mixin private JobOptions options;

    @Override
    public Integer call() throws Exception {
        Splitter splitter = Catalogue.read(options);
        Serializer<Integer> noKey = (topic, channel) -> null;
        StreamPartitioner<Integer, byte[]> toChannel =
                (topic, channel, body, partitions) -> Optional.of(Set.of(channel));
        Topology topology = new Topology();
        topology.addSource(
                "requests",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                options.topics().requests());
        topology.addProcessor("split", () -> new Split(splitter), "requests");
        topology.addSink(
                "dml",
                options.topics().dml(),
                noKey,
                new ByteArraySerializer(),
                toChannel,
                "split");
        try (KafkaStreams streams = new KafkaStreams(topology, settings())) {
            streams.start();
            Child.ready("streams");
            Child.tellCompiling();
        }
        return 0;
    }

    private Properties settings() {
        Properties settings = new Properties();
        options.consumer()
                .forEach(
                        (key, value) ->
                                settings.put(StreamsConfig.consumerPrefix("" + key), value));
        options.producer()
                .forEach(
                        (key, value) ->
                                settings.put(StreamsConfig.producerPrefix("" + key), value));
        settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, group(options.prefix()));
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrap());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, options.folder().toString());
        return settings;
    }

    /** One task's processor. Tasks of one thread share the splitter. */
    private static final class Split extends ContextualProcessor<byte[], byte[], Integer, byte[]> {

        private final Splitter splitter;

        private Split(Splitter splitter) {
            this.splitter = splitter;
        }

        @Override
        public void process(Record<byte[], byte[]> insert) {
            RecordMetadata place = context().recordMetadata().orElseThrow();
            splitter.split(
                    place.partition(),
                    place.offset(),
                    insert.timestamp(),
                    insert.value(),
                    message ->
                            context()
                                    .forward(
                                            new Record<>(
                                                    message.channel(),
                                                    message.body(),
                                                    insert.timestamp())));
        }
    }
}

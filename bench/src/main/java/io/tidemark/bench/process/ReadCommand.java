package io.tidemark.bench.process;

import io.tidemark.connectors.kafka.TimeTickedConsumer;
import io.tidemark.jobs.Topics;
import io.tidemark.wal.HoldLimit;
import io.tidemark.wal.Pack;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A reader of the whole {@code dml}: each line of standard input asks for one more pass. It stops
 * when it has counted the messages it was told of.
 */
@Command(name = "read", hidden = true)
public final class ReadCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final HoldLimit LIMIT = new HoldLimit(100_000, 64 << 20);

    @Option(names = "--bootstrap", required = true)
    private String bootstrap;

    @Option(names = "--prefix", required = true)
    private String prefix;

    @Option(names = "--channels", required = true)
    private int channels;

    @Option(names = "--count", required = true)
    private long count;

    @Option(names = "--ordered")
    private boolean ordered;

    @Override
    public Integer call() throws Exception {
        Child.ready("read");
        while (Child.awaitWork()) {
            if (ordered) {
                readInOrder();
            } else {
                drain();
            }
            Child.ready("read");
        }
        return 0;
    }

    private void readInOrder() {
        List<Integer> all = IntStream.range(0, channels).boxed().toList();
        long left = count;
        try (TimeTickedConsumer consumer =
                TimeTickedConsumer.fromEarliest(properties(), topic(), all, LIMIT)) {
            while (left > 0) {
                for (Pack pack : consumer.poll(POLL)) {
                    left -= pack.messages().size();
                }
            }
        }
    }

    /** Counts the log's messages by headers alone, as somebody who only counts would. */
    private void drain() {
        Map<String, Object> settings = properties();
        settings.put("auto.offset.reset", "none");
        settings.put("enable.auto.commit", false);
        List<TopicPartition> all =
                IntStream.range(0, channels)
                        .mapToObj(channel -> new TopicPartition(topic(), channel))
                        .toList();
        long left = count;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (left > 0) {
                for (var next : consumer.poll(POLL)) {
                    left -= MessageCount.of(next.headers());
                }
            }
        }
    }

    private String topic() {
        return new Topics(prefix, prefix).dml();
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrap);
        return properties;
    }
}

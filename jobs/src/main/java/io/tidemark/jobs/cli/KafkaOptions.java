package io.tidemark.jobs.cli;

import io.tidemark.jobs.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Option;

/** What every subcommand that talks to Kafka takes. */
final class KafkaOptions {

    private static final int TIMEOUT_MS = 10_000;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "where Kafka is reached (default: ${DEFAULT-VALUE})")
    private String bootstrap;

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            description = "a property of Kafka's clients, as security.protocol=SSL; repeatable")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--topics-prefix",
            paramLabel = "PREFIX",
            defaultValue = "",
            description = "tidemark.topics.prefix of the job (default: none)")
    private String topicsPrefix;

    /** The topics of the cluster that is meant. */
    Topics topics() {
        return new Topics(topicsPrefix, topicsPrefix);
    }

    String bootstrap() {
        return bootstrap;
    }

    /** A consumer that reads what it is assigned and stores nothing in Kafka. */
    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> consuming = client();
        consuming.put("auto.offset.reset", "none");
        consuming.put("enable.auto.commit", false);
        consuming.put("allow.auto.create.topics", false);
        return new KafkaConsumer<>(
                consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Properties of a Kafka client: ours, overruled by those given. */
    Map<String, Object> client() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("bootstrap.servers", bootstrap);
        // A person waits: Kafka's minute of silence is too long where nobody is there.
        all.put("default.api.timeout.ms", TIMEOUT_MS);
        all.put("max.block.ms", TIMEOUT_MS);
        all.put("enable.metrics.push", false);
        all.putAll(properties);
        return all;
    }
}

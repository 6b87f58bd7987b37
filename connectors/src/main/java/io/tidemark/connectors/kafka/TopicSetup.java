package io.tidemark.connectors.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing and verifies those that are there. What cannot be right stops
 * the submission with a sentence that names topic, setting, expectation and finding.
 */
public final class TopicSetup {

    private static final String MIN_INSYNC = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
    private static final Duration CREATION_TIMEOUT = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    /**
     * A topic as it must be.
     *
     * @param configs settings it is created with; those in {@link #exact} are verified to the
     *     letter
     * @param maxMessageBytes lower bound of {@code max.message.bytes}
     */
    public record Spec(
            String name,
            int partitions,
            Map<String, String> configs,
            Set<String> exact,
            int maxMessageBytes) {

        /** Whether the topic is a log that decides, or that readers were promised. */
        boolean isLog() {
            return !exact.isEmpty();
        }
    }

    private final Properties client;
    private final Optional<Short> replication;

    /**
     * @param replication replicas of created topics; empty for the broker's default
     */
    public TopicSetup(Properties client, Optional<Short> replication) {
        this.client = client;
        this.replication = replication;
    }

    /**
     * Creates what is missing, then verifies everything.
     *
     * @throws IllegalStateException where a topic is not as it must be
     */
    public void ensure(List<Spec> specs) throws InterruptedException {
        try (Admin admin = Admin.create(client)) {
            Set<String> existing = admin.listTopics().names().get();
            for (Spec spec : specs) {
                if (!existing.contains(spec.name())) {
                    create(admin, spec);
                }
            }
            for (Spec spec : specs) {
                verify(admin, spec);
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    "topics could not be set up on "
                            + client.getProperty("bootstrap.servers")
                            + ": "
                            + failed.getCause().getMessage(),
                    failed.getCause());
        }
    }

    private void create(Admin admin, Spec spec) throws InterruptedException, ExecutionException {
        NewTopic topic = new NewTopic(spec.name(), Optional.of(spec.partitions()), replication);
        try {
            Map<String, String> configs = new TreeMap<>(spec.configs());
            if (spec.isLog() && replicas(admin, topic) > 1) {
                configs.put(MIN_INSYNC, "2");
            }
            admin.createTopics(List.of(topic.configs(configs))).all().get();
            LOG.info("Created topic {} with {} partitions.", spec.name(), spec.partitions());
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
            LOG.info("Topic {} was created by somebody else meanwhile.", spec.name());
        }
    }

    /** How many it would get: without a wish of ours that is for the brokers to say. */
    private static int replicas(Admin admin, NewTopic topic)
            throws InterruptedException, ExecutionException {
        return admin.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(true))
                .replicationFactor(topic.name())
                .get();
    }

    private static void verify(Admin admin, Spec spec)
            throws InterruptedException, ExecutionException {
        TopicDescription topic = describe(admin, spec.name());
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, spec.name());
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        List<String> wrong = new ArrayList<>();
        if (topic.partitions().size() != spec.partitions()) {
            wrong.add(found("partitions", spec.partitions(), topic.partitions().size()));
        }
        for (String key : spec.exact().stream().sorted().toList()) {
            String expected = spec.configs().get(key);
            String actual = config.get(key).value();
            if (!expected.equals(actual)) {
                wrong.add(found(key, expected, actual));
            }
        }
        if (spec.isLog()) {
            int replicas = topic.partitions().get(0).replicas().size();
            int minInsync = Integer.parseInt(config.get(MIN_INSYNC).value());
            durability(replicas, minInsync).ifPresent(wrong::add);
        }
        long limit = Long.parseLong(config.get("max.message.bytes").value());
        if (limit < spec.maxMessageBytes()) {
            wrong.add(found("max.message.bytes", "at least " + spec.maxMessageBytes(), limit));
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(
                    "topic " + spec.name() + " is not as it must be: " + String.join("; ", wrong));
        }
    }

    /** A created topic reaches the brokers' metadata a little later than its creator. */
    private static TopicDescription describe(Admin admin, String name)
            throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + CREATION_TIMEOUT.toNanos();
        while (true) {
            try {
                return admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)
                        || System.nanoTime() > deadline) {
                    throw failed;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    /**
     * An acknowledged record of a replicated log must outlive the loss of one broker.
     *
     * @return what is wrong; empty where nothing is
     */
    static Optional<String> durability(int replicas, int minInsync) {
        return replicas > 1 && minInsync < 2
                ? Optional.of(
                        found(
                                MIN_INSYNC,
                                "at least 2 with "
                                        + replicas
                                        + " replicas, or an acknowledged"
                                        + " record could be lost with one broker",
                                minInsync))
                : Optional.empty();
    }

    private static String found(String setting, Object expected, Object actual) {
        return setting + " must be " + expected + ", found " + actual;
    }
}

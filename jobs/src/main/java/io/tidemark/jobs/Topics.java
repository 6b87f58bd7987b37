package io.tidemark.jobs;

import io.tidemark.connectors.kafka.DmlTopic;
import io.tidemark.connectors.kafka.TopicSetup.Spec;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.request.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The names of a cluster's topics, and how each must be.
 *
 * @param inputs put before the names of the topics a job reads
 * @param outputs put before the names of those it writes: a follower's are shadows
 */
public record Topics(String inputs, String outputs) {

    private static final String FOREVER = "-1";
    private static final Duration HEARTBEATS_KEPT = Duration.ofDays(1);

    public String cluster() {
        return inputs + "cluster";
    }

    public String definitions() {
        return inputs + "definitions";
    }

    public String requests() {
        return inputs + "requests";
    }

    public String responses() {
        return outputs + "responses";
    }

    public String dml() {
        return outputs + "dml";
    }

    public String deadLetters() {
        return outputs + "dead-letters";
    }

    public String heartbeats() {
        return inputs + "heartbeats";
    }

    /** Where a request of a method is put. */
    public String of(Method method) {
        return method.topic() == Method.Topic.DEFINITIONS ? definitions() : requests();
    }

    /** The one that must be there before the settings are known. */
    Spec clusterSpec() {
        return log(cluster(), 1, 1 << 16, true);
    }

    /** What a leader and its clients write requests into. */
    List<Spec> inputSpecs(ClusterSettings settings) {
        int request = settings.getMaxRequestBytes() + DmlTopic.OVERHEAD_BYTES;
        return List.of(
                log(definitions(), 1, request, true),
                log(requests(), settings.getRequestPartitions(), request, false),
                heartbeatsSpec());
    }

    /** What a job writes. */
    List<Spec> outputSpecs(ClusterSettings settings, int responsePartitions) {
        int message = settings.getMaxMessageBytes() + DmlTopic.OVERHEAD_BYTES;
        return List.of(
                log(dml(), settings.getChannels(), message, false),
                plain(responses(), responsePartitions, settings.getMaxRequestBytes()),
                plain(deadLetters(), 1, 1 << 16));
    }

    /** Life signs are of no use when they are old; their age is told by the brokers' clocks. */
    private Spec heartbeatsSpec() {
        Map<String, String> configs = new TreeMap<>();
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(HEARTBEATS_KEPT.toMillis()));
        return new Spec(heartbeats(), 1, configs, Set.of(), 1 << 14);
    }

    /** A topic whose append times are time itself. */
    private static Spec log(String name, int partitions, int maxBytes, boolean forever) {
        Map<String, String> configs = new TreeMap<>();
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        configs.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        Set<String> exact = Set.copyOf(configs.keySet());
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxBytes));
        if (forever) {
            configs.put(TopicConfig.RETENTION_MS_CONFIG, FOREVER);
        }
        return new Spec(name, partitions, configs, exact, maxBytes);
    }

    private static Spec plain(String name, int partitions, int maxBytes) {
        return new Spec(
                name,
                partitions,
                Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxBytes)),
                Set.of(),
                maxBytes);
    }
}

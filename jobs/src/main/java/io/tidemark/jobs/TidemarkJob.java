package io.tidemark.jobs;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.connectors.kafka.AnswerPacks;
import io.tidemark.connectors.kafka.ClusterTopic;
import io.tidemark.connectors.kafka.DmlTopic;
import io.tidemark.connectors.kafka.DmlWriterFactory;
import io.tidemark.connectors.kafka.KafkaDefinitionTicks;
import io.tidemark.connectors.kafka.KafkaLifeSigns;
import io.tidemark.connectors.kafka.LogDigest;
import io.tidemark.connectors.kafka.LogTopic;
import io.tidemark.connectors.kafka.ProxySource;
import io.tidemark.connectors.kafka.ResponseRecords;
import io.tidemark.connectors.kafka.ResponseSink;
import io.tidemark.connectors.kafka.TimeTicker;
import io.tidemark.connectors.kafka.TopicSetup;
import io.tidemark.jobs.TidemarkOptions.Role;
import io.tidemark.life.LifeSigns;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.tick.DefinitionTicks;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The main job. It sets up the topics, reads (or, for a new cluster, writes) the settings fixed at
 * creation, builds the graph on Kafka and submits it.
 */
public final class TidemarkJob {

    private TidemarkJob() {}

    /**
     * Submits the job.
     *
     * @param args options as {@code --key value}, overruling the environment and {@code
     *     config.yaml}
     */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        JobArguments.configuration(args));
        submit(env, JobArguments.merged(env.getConfiguration(), System.getenv(), args));
    }

    /** Builds the graph on Kafka into an environment; the caller executes it. */
    public static void build(StreamExecutionEnvironment env, ReadableConfig config)
            throws Exception {
        build(env, config, UnaryOperator.identity());
    }

    /** Sets a leader's topics up and creates the cluster, without running anything. */
    public static void setUp(ReadableConfig config) throws Exception {
        String prefix = config.get(TidemarkOptions.TOPIC_PREFIX);
        settings(config, JobArguments.kafka(config), new Topics(prefix, prefix), true);
    }

    /**
     * As {@link #build(StreamExecutionEnvironment, ReadableConfig)}, for tests.
     *
     * @param wrap what a test puts around the ends, such as delays; production changes nothing
     */
    static void build(
            StreamExecutionEnvironment env,
            ReadableConfig config,
            UnaryOperator<TidemarkTopology.Ends> wrap)
            throws Exception {
        SubmissionCheck.check(env.getConfiguration(), config);
        Properties client = JobArguments.kafka(config);
        boolean leader = config.get(TidemarkOptions.ROLE) == Role.LEADER;
        String prefix = config.get(TidemarkOptions.TOPIC_PREFIX);
        Topics topics =
                new Topics(
                        prefix,
                        leader ? prefix : config.get(TidemarkOptions.SHADOW_PREFIX) + prefix);
        ClusterSettings settings = settings(config, client, topics, leader);
        TidemarkTopology.build(
                env,
                settings,
                wrap.apply(ends(config, client, topics, settings, leader)),
                new TidemarkTopology.Tuning(
                        config.get(TidemarkOptions.QUEUE_BUDGET).getBytes(),
                        config.get(TidemarkOptions.REQUESTS_DRIFT),
                        config.get(TidemarkOptions.DEFINITIONS_DRIFT)));
    }

    private static void submit(StreamExecutionEnvironment env, Configuration config)
            throws Exception {
        build(env, config);
        boolean leader = config.get(TidemarkOptions.ROLE) == Role.LEADER;
        env.execute(leader ? "Tidemark" : "Tidemark (follower)");
    }

    private static ClusterSettings settings(
            ReadableConfig config, Properties client, Topics topics, boolean leader)
            throws Exception {
        TopicSetup setup =
                new TopicSetup(
                        client,
                        config.getOptional(TidemarkOptions.REPLICATION).map(Integer::shortValue));
        ClusterTopic cluster = new ClusterTopic(topics.cluster(), client);
        ClusterSettings settings;
        if (leader) {
            setup.ensure(List.of(topics.clusterSpec()));
            settings = cluster.readOrCreate(ClusterOptions.proposal(config));
            setup.ensure(topics.inputSpecs(settings));
        } else {
            settings =
                    cluster.read()
                            .orElseThrow(
                                    () ->
                                            new IllegalStateException(
                                                    "a follower needs a cluster to follow; topic "
                                                            + topics.cluster()
                                                            + " is empty: start a leader first"));
        }
        setup.ensure(topics.outputSpecs(settings, config.get(TidemarkOptions.RESPONSE_PARTITIONS)));
        return settings;
    }

    private static TidemarkTopology.Ends ends(
            ReadableConfig config,
            Properties client,
            Topics topics,
            ClusterSettings settings,
            boolean leader) {
        LogDigest digest = LogDigest.of(settings, StateOrigin.accepted(config));
        LogTopic definitions = new LogTopic(topics.definitions(), 1, 0, client);
        LogTopic requests =
                new LogTopic(topics.requests(), settings.getRequestPartitions(), 1, client);
        long untilMs =
                config.getOptional(TidemarkOptions.UNTIL)
                        .map(HybridTimestamp::physicalMs)
                        .orElse(Long.MAX_VALUE);
        LifeSigns lifeSigns =
                leader
                        ? new KafkaLifeSigns(
                                topics.heartbeats(),
                                config.get(TidemarkOptions.HEARTBEAT_INTERVAL).toMillis(),
                                client)
                        : LifeSigns.NONE;
        Optional<Source<Long, ?, ?>> ticker =
                leader
                        ? Optional.of(
                                new TimeTicker(
                                        definitions,
                                        requests,
                                        settings.getTickStepMs(),
                                        client,
                                        lifeSigns))
                        : Optional.empty();
        DefinitionTicks definitionTicks =
                leader
                        ? new KafkaDefinitionTicks(
                                topics.definitions(),
                                config.get(TidemarkOptions.TICK_DEFINITIONS).toMillis(),
                                client)
                        : DefinitionTicks.NONE;
        return new TidemarkTopology.Ends(
                new ProxySource(definitions, settings, digest, (partition, readers) -> 0, untilMs),
                new ProxySource(
                        requests,
                        settings,
                        digest,
                        TidemarkTopology.requestKeys(settings)::subtask,
                        untilMs),
                untilMs,
                () ->
                        new DmlWriterFactory(
                                new DmlTopic(topics.dml(), settings.getMaxMessageBytes(), client),
                                TidemarkTopology.RESPONSES,
                                TidemarkTopology.SEGMENTS,
                                settings.getTickStepMs(),
                                new AnswerPacks.Limits(
                                        config.get(TidemarkOptions.RESPONSE_PARTITIONS),
                                        maxAnswerBytes(settings))),
                responses(client, topics, settings),
                ticker,
                definitionTicks,
                lifeSigns);
    }

    private static ResponseSink responses(
            Properties client, Topics topics, ClusterSettings settings) {
        return ResponseSink.of(
                client,
                new ResponseRecords(
                        topics.responses(),
                        topics.deadLetters(),
                        topics.definitions(),
                        topics.requests(),
                        maxAnswerBytes(settings)),
                settings.getMaxRequestBytes());
    }

    private static int maxAnswerBytes(ClusterSettings settings) {
        return settings.getMaxRequestBytes() - DmlTopic.OVERHEAD_BYTES;
    }
}

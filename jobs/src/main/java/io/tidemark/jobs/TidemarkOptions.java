package io.tidemark.jobs;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/**
 * Options of the job. They stand in {@code config.yaml} under these keys, or on the command line
 * without the prefix: {@code --role follower} is {@code tidemark.role: follower}. None of them
 * shapes a byte of the log; what does is fixed at creation ({@link ClusterOptions}).
 */
public final class TidemarkOptions {

    /** What every key begins with, and what the command line leaves out. */
    public static final String PREFIX = "tidemark.";

    /** Everything below it goes to every Kafka client: TLS, SASL, time-outs. */
    public static final String KAFKA_PREFIX = PREFIX + "kafka.";

    /** Whether a job moves time and feeds back, or only follows. */
    public enum Role {
        LEADER,
        FOLLOWER
    }

    public static final ConfigOption<String> BOOTSTRAP =
            ConfigOptions.key("tidemark.kafka.bootstrap.servers")
                    .stringType()
                    .defaultValue("127.0.0.1:9092")
                    .withDescription("Kafka brokers to start from, as host:port, comma-separated.");

    public static final ConfigOption<String> TOPIC_PREFIX =
            ConfigOptions.key("tidemark.topics.prefix")
                    .stringType()
                    .defaultValue("")
                    .withDescription(
                            "Put before the name of every topic, so that clusters can share brokers.");

    public static final ConfigOption<String> SHADOW_PREFIX =
            ConfigOptions.key("tidemark.topics.shadow")
                    .stringType()
                    .defaultValue("shadow-")
                    .withDescription(
                            "Put before the names of the topics a follower writes to instead.");

    public static final ConfigOption<Integer> REPLICATION =
            ConfigOptions.key("tidemark.topics.replication")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "Replicas of topics created here; without it the broker's default.");

    public static final ConfigOption<Integer> RESPONSE_PARTITIONS =
            ConfigOptions.key("tidemark.topics.response-partitions")
                    .intType()
                    .defaultValue(4)
                    .withDescription(
                            "Partitions of `responses`, one for each client or gateway that waits"
                                    + " for answers. The topic must have exactly so many at every"
                                    + " start: to have more, add them with Kafka's tools and set"
                                    + " this at the next start.");

    public static final ConfigOption<Role> ROLE =
            ConfigOptions.key("tidemark.role")
                    .enumType(Role.class)
                    .defaultValue(Role.LEADER)
                    .withDescription(
                            "`leader` ticks and writes the log; `follower` reads the same requests"
                                    + " and writes to shadow topics.");

    public static final ConfigOption<Long> UNTIL =
            ConfigOptions.key("tidemark.until")
                    .longType()
                    .noDefaultValue()
                    .withDescription(
                            "A tick, as a hybrid timestamp, up to which a job reads; then it ends."
                                    + " For a follower: a leader ends too.");

    public static final ConfigOption<Duration> TICK_DEFINITIONS =
            ConfigOptions.key("tidemark.tick.definitions")
                    .durationType()
                    .defaultValue(Duration.ofMillis(5))
                    .withDescription(
                            "While requests wait in a proxy it ticks `definitions` itself, so long"
                                    + " after time last advanced there, at least 1 ms. Less means"
                                    + " earlier answers and more work.");

    public static final ConfigOption<Duration> HEARTBEAT_INTERVAL =
            ConfigOptions.key("tidemark.heartbeat.interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(2))
                    .withDescription(
                            "How often each component of a leader says in `heartbeats` that it"
                                    + " lives; 0 for never.");

    public static final ConfigOption<Duration> REQUESTS_DRIFT =
            ConfigOptions.key("tidemark.alignment.requests")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription(
                            "How far one partition of `requests` is read ahead of the slowest"
                                    + " partition.");

    public static final ConfigOption<Duration> DEFINITIONS_DRIFT =
            ConfigOptions.key("tidemark.alignment.definitions")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(10))
                    .withDescription(
                            "How far `definitions` is read ahead of the requests, at most 15 min.");

    public static final ConfigOption<MemorySize> QUEUE_BUDGET =
            ConfigOptions.key("tidemark.queue.budget")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(64))
                    .withDescription(
                            "Bytes of waiting requests one proxy holds on the heap; what is beyond"
                                    + " spills to its state.");

    public static final ConfigOption<Boolean> FORCE_STATE =
            ConfigOptions.key("tidemark.state.force")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Take state written under other settings or by another behaviour"
                                    + " version, which is otherwise only taken from a savepoint"
                                    + " that stopped an older version. The log may then contradict"
                                    + " itself.");

    private TidemarkOptions() {}
}

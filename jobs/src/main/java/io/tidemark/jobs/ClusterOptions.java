package io.tidemark.jobs;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.setting.Setting;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.util.TimeUtils;

/**
 * The proposal for a cluster that does not exist yet. The first job to start writes it into topic
 * {@code cluster}; from then on these options say nothing, the topic does.
 */
public final class ClusterOptions {

    public static final ConfigOption<Integer> REQUEST_PARTITIONS =
            ConfigOptions.key("tidemark.create.request-partitions")
                    .intType()
                    .defaultValue(4)
                    .withDescription("Partitions of `requests`, P: the number of proxies, 1-255.");

    public static final ConfigOption<Integer> CHANNELS =
            ConfigOptions.key("tidemark.create.channels")
                    .intType()
                    .defaultValue(16)
                    .withDescription(
                            "Partitions of `dml`, N: the number of physical channels, 1-4096.");

    public static final ConfigOption<String> CHANNEL_PREFIX =
            ConfigOptions.key("tidemark.create.channel-prefix")
                    .stringType()
                    .defaultValue("by-dev")
                    .withDescription("Physical channel i is named <prefix>-rootcoord-dml_<i>.");

    public static final ConfigOption<Duration> MAX_DRIFT =
            ConfigOptions.key("tidemark.create.max-drift")
                    .durationType()
                    .defaultValue(Duration.ofMillis(500))
                    .withDescription("How far a clock may run ahead of its partition's log.");

    public static final ConfigOption<Duration> TICK_STEP =
            ConfigOptions.key("tidemark.create.tick-step")
                    .durationType()
                    .defaultValue(Duration.ofMillis(50))
                    .withDescription("Distance of channel ticks, 10 ms to 10 s.");

    public static final ConfigOption<Integer> MAX_ROWS =
            ConfigOptions.key("tidemark.create.max-rows")
                    .intType()
                    .defaultValue(1_000_000)
                    .withDescription("Most rows of one insert.");

    public static final ConfigOption<Integer> DEFINITION_ID_BLOCK =
            ConfigOptions.key("tidemark.create.definition-ids")
                    .intType()
                    .defaultValue(4096)
                    .withDescription("Ids reserved for each definition.");

    public static final ConfigOption<MemorySize> MAX_REQUEST =
            ConfigOptions.key("tidemark.create.max-request")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(8))
                    .withDescription("Largest request, 64 KiB to 64 MiB.");

    public static final ConfigOption<MemorySize> MAX_MESSAGE =
            ConfigOptions.key("tidemark.create.max-message")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(2))
                    .withDescription("Largest message of `dml`, 64 KiB to 64 MiB.");

    public static final ConfigOption<Long> SEGMENT_MAX_ROWS =
            ConfigOptions.key("tidemark.create.segment-max-rows")
                    .longType()
                    .defaultValue(1_000_000L)
                    .withDescription("Rows after which a segment is full.");

    public static final ConfigOption<Duration> SEGMENT_MAX_AGE =
            ConfigOptions.key("tidemark.create.segment-max-age")
                    .durationType()
                    .defaultValue(Duration.ofHours(24))
                    .withDescription(
                            "How long after its first insert a segment is sealed at the latest;"
                                    + " 0 for never.");

    public static final ConfigOption<Duration> META_RETENTION =
            ConfigOptions.key("tidemark.create.meta-retention")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription(
                            "How long a superseded or dropped definition can be read at its time, at"
                                    + " least 30 min.");

    private ClusterOptions() {}

    /** The proposal these options make, checked. */
    public static ClusterSettings proposal(ReadableConfig config) {
        int partitions = config.get(REQUEST_PARTITIONS);
        require(
                partitions >= 1 && partitions <= HybridTimestamp.MAX_PARTITION,
                REQUEST_PARTITIONS,
                "in [1, 255]",
                partitions);
        int channels = config.get(CHANNELS);
        require(channels >= 1 && channels <= 4096, CHANNELS, "in [1, 4096]", channels);
        long stepMs = config.get(TICK_STEP).toMillis();
        require(stepMs >= 10 && stepMs <= 10_000, TICK_STEP, "in [10 ms, 10 s]", stepMs);
        long request = config.get(MAX_REQUEST).getBytes();
        require(
                request >= 1 << 16 && request <= 1 << 26,
                MAX_REQUEST,
                "in [64 KiB, 64 MiB]",
                request);
        long message = config.get(MAX_MESSAGE).getBytes();
        require(
                message >= 1 << 16 && message <= 1 << 26,
                MAX_MESSAGE,
                "in [64 KiB, 64 MiB]",
                message);
        Duration retention = config.get(META_RETENTION);
        require(
                retention.toSeconds() >= Setting.LEAST_RETENTION_SECONDS,
                META_RETENTION,
                "at least 30 min",
                TimeUtils.formatWithHighestUnit(retention));
        return ClusterSettings.newBuilder()
                .setRequestPartitions(partitions)
                .setChannels(channels)
                .setChannelPrefix(config.get(CHANNEL_PREFIX))
                .setMaxDriftMs(config.get(MAX_DRIFT).toMillis())
                .setTickStepMs(stepMs)
                .setMaxRows(config.get(MAX_ROWS))
                .setDefinitionIdBlock(config.get(DEFINITION_ID_BLOCK))
                .setMaxRequestBytes((int) request)
                .setMaxMessageBytes((int) message)
                .setSegmentMaxRows(config.get(SEGMENT_MAX_ROWS))
                .setSegmentMaxAgeMs(config.get(SEGMENT_MAX_AGE).toMillis())
                .setMetaRetentionMs(retention.toMillis())
                .build();
    }

    private static void require(
            boolean right, ConfigOption<?> option, String expected, Object found) {
        if (!right) {
            throw new IllegalArgumentException(
                    option.key() + " must be " + expected + ", found " + found);
        }
    }
}

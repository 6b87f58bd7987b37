package io.tidemark.jobs.cli;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.connectors.kafka.TimeTickedConsumer;
import io.tidemark.wal.HoldLimit;
import io.tidemark.wal.Pack;
import io.tidemark.wal.WalOutput;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the write-ahead log as a reader sees it: each message once, in the order of time. */
@Command(
        name = "follow",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reads the write-ahead log by the reader rule and prints a line for each message: when,"
                    + " through which log partition, on which channel, what.",
            "A message is shown once every followed channel has ticked past it."
        },
        footer = {
            "",
            "Examples:",
            "  tidemark follow --from earliest",
            "  tidemark follow --channels 0,3-5 --ticks",
            "  tidemark follow --from 2026-01-01T00:00:00Z --count 10 --json"
        })
final class FollowCommand implements Callable<Integer> {

    private static final String EARLIEST = "earliest";
    private static final String NOW = "now";
    private static final Duration LOOK = Duration.ofMillis(200);

    /** Sixteen channels at their limit fit the command's heap. */
    private static final HoldLimit LIMIT = new HoldLimit(50_000, 16 << 20);

    @Spec private CommandSpec spec;
    @Mixin private KafkaOptions kafka;

    @Option(
            names = "--channels",
            paramLabel = "LIST",
            converter = ChannelList.Converter.class,
            description = "channels to follow, as 0,3-5 (default: all)")
    private ChannelList channels;

    @Option(
            names = "--from",
            paramLabel = "earliest|now|INSTANT",
            defaultValue = NOW,
            description = "where to begin (default: ${DEFAULT-VALUE})")
    private String from;

    @Option(
            names = "--until",
            paramLabel = "INSTANT|TIMESTAMP",
            description = "end once every channel has ticked past this time")
    private String until;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "9223372036854775807",
            description = "end after N messages (default: never)")
    private long count;

    @Option(names = "--ticks", description = "show each tick as well, also where nothing happened")
    private boolean ticks;

    @Option(names = "--json", description = "whole messages as JSON, one object a line")
    private boolean json;

    private long shown;

    @Override
    public Integer call() {
        long end = until == null ? Long.MAX_VALUE : timestamp("--until", until);
        if (count < 1) {
            throw usage("--count must be at least 1, found " + count);
        }
        FollowLines lines = json ? FollowLines.JSON : FollowLines.TEXT;
        PrintWriter out = spec.commandLine().getOut();
        try (TimeTickedConsumer consumer = open()) {
            long closed = 0;
            while (closed < end && shown < count && !out.checkError()) {
                for (Pack pack : consumer.poll(LOOK)) {
                    if (closed < end && shown < count) {
                        print(pack, end, lines, out);
                        closed = pack.end();
                    }
                }
            }
        }
        return TidemarkCommand.OK;
    }

    private void print(Pack pack, long end, FollowLines lines, PrintWriter out) {
        for (WalOutput.Message message : pack.messages()) {
            if (shown < count && message.timestamp() <= end) {
                out.println(lines.message(message));
                shown++;
            }
        }
        if (ticks) {
            out.println(lines.tick(pack.end(), pack.messages().size()));
        }
    }

    private TimeTickedConsumer open() {
        ChannelList followed = channels();
        if (from.equals(EARLIEST)) {
            return TimeTickedConsumer.fromEarliest(
                    kafka.client(), kafka.topics().dml(), followed.channels(), LIMIT);
        }
        long timeMs =
                from.equals(NOW)
                        ? Instant.now().toEpochMilli()
                        : HybridTimestamp.physicalMs(timestamp("--from", from));
        return TimeTickedConsumer.fromTime(
                kafka.client(),
                kafka.topics().dml(),
                followed.channels(),
                timeMs,
                TimeTickedConsumer.DEFAULT_LEAD,
                LIMIT);
    }

    private ChannelList channels() {
        try (Consumer<byte[], byte[]> consumer = kafka.consumer()) {
            String dml = kafka.topics().dml();
            int size = TopicSize.of(consumer, dml);
            if (channels == null) {
                return ChannelList.all(size);
            }
            if (channels.channels().last() >= size) {
                throw usage(
                        "--channels must be less than "
                                + size
                                + ", the number of partitions of topic "
                                + dml
                                + "; found "
                                + channels.channels().last());
            }
            return channels;
        }
    }

    private long timestamp(String option, String text) {
        return TimestampText.parse(text)
                .orElseThrow(
                        () ->
                                usage(
                                        "Expected "
                                                + option
                                                + " to be "
                                                + TimestampText.EXPECTED
                                                + ", found '"
                                                + text
                                                + "'"));
    }

    private CommandLine.ParameterException usage(String reason) {
        return new CommandLine.ParameterException(spec.commandLine(), reason);
    }
}

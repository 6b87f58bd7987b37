package io.tidemark.jobs.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.JsonMessages;
import io.tidemark.wal.WalOutput;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How {@code follow} shows what it reads: a line each. */
enum FollowLines {
    /** Columns: instant, log partition and sequence, channel, kind, subject. */
    TEXT {
        @Override
        String message(WalOutput.Message message) {
            LoggedMessage logged = LoggedMessage.of(message);
            return String.format(
                    Locale.ROOT,
                    "%s  %-17s channel %-4d %-16s %s",
                    instant(message.timestamp()),
                    origin(message.timestamp()),
                    message.channel(),
                    logged.kind(),
                    logged.subject());
        }

        @Override
        String tick(long timestamp, int messages) {
            return String.format(
                    Locale.ROOT,
                    "%s  tick              all channels %16s %d messages",
                    instant(timestamp),
                    "",
                    messages);
        }
    },

    /** One object a line, with the whole message. */
    JSON {
        @Override
        String message(WalOutput.Message message) {
            LoggedMessage logged = LoggedMessage.of(message);
            JsonObject line = new JsonObject();
            line.addProperty("timestamp", Long.toString(message.timestamp()));
            line.addProperty("instant", instant(message.timestamp()));
            line.addProperty("channel", message.channel());
            line.addProperty("writer", message.writer());
            line.addProperty("part", message.part());
            line.addProperty("kind", logged.kind());
            line.add("message", JsonParser.parseString(JsonMessages.print(logged.body())));
            return line.toString();
        }

        @Override
        String tick(long timestamp, int messages) {
            JsonObject line = new JsonObject();
            line.addProperty("timestamp", Long.toString(timestamp));
            line.addProperty("instant", instant(timestamp));
            line.addProperty("kind", "TimeTick");
            line.addProperty("messages", messages);
            return line.toString();
        }
    };

    /** Milliseconds always, so that columns stay columns. */
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** One message of the log. */
    abstract String message(WalOutput.Message message);

    /**
     * The tick that closed a pack.
     *
     * @param messages how many lie between the tick before and this one, on the channels followed
     */
    abstract String tick(long timestamp, int messages);

    static String instant(long timestamp) {
        return INSTANT.format(Instant.ofEpochMilli(HybridTimestamp.physicalMs(timestamp)));
    }

    private static String origin(long timestamp) {
        int partition = HybridTimestamp.partition(timestamp);
        String name = partition == 0 ? "definitions" : "requests-" + (partition - 1);
        return name + " #" + HybridTimestamp.sequence(timestamp);
    }
}

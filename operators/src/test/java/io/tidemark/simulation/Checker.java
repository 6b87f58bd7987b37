package io.tidemark.simulation;

import io.tidemark.wal.WalHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Checks the promises W1 to W6 at every append and every answer. It shares no code with the reader:
 * it sees the log as a whole, and knows of each record whether it is new.
 */
final class Checker {

    private record Key(long timestamp, int writer, int part) implements Comparable<Key> {

        /** Below every message of a timestamp and writer. */
        static Key below(long timestamp, int writer) {
            return new Key(timestamp, writer, -1);
        }

        @Override
        public int compareTo(Key other) {
            int order = Long.compare(timestamp, other.timestamp);
            order = order != 0 ? order : Integer.compare(writer, other.writer);
            return order != 0 ? order : Integer.compare(part, other.part);
        }
    }

    /** A channel as it is once repeats are left out. */
    private static final class Channel {
        final TreeMap<Key, String> messages = new TreeMap<>();
        final TreeMap<Long, WalHeader.Tick> ticks = new TreeMap<>();
        long newestTick;
    }

    private final long tickStepMs;
    private final List<Channel> channels = new ArrayList<>();
    private final TreeMap<String, Long> timestampByBatch = new TreeMap<>();
    private final TreeMap<String, String> replies = new TreeMap<>();
    private int repeats;

    Checker(int channelCount, long tickStepMs) {
        this.tickStepMs = tickStepMs;
        for (int channel = 0; channel < channelCount; channel++) {
            channels.add(new Channel());
        }
    }

    void appended(int index, WalHeader header, byte[] body) {
        Channel channel = channels.get(index);
        if (header instanceof WalHeader.Message message) {
            message(index, channel, message, new String(body, StandardCharsets.UTF_8));
        } else {
            tick(index, channel, (WalHeader.Tick) header);
        }
    }

    private void message(int index, Channel channel, WalHeader.Message message, String body) {
        Key key = new Key(message.timestamp(), message.writer(), message.part());
        String before = channel.messages.putIfAbsent(key, body);
        if (before != null) {
            repeats++;
            require(
                    before.equals(body),
                    () -> "a repeat differs: %s is not %s".formatted(body, before));
            return;
        }
        require(
                message.timestamp() > channel.newestTick,
                () ->
                        "W1: channel %d: new message %s behind tick %d"
                                .formatted(index, message, channel.newestTick));
        // A body begins with the request it belongs to: see Decision.
        String batch = body.substring(0, body.indexOf(' '));
        Long timestamp = timestampByBatch.putIfAbsent(batch, message.timestamp());
        require(
                timestamp == null || timestamp == message.timestamp(),
                () ->
                        "W3: batch %s carries %d and %d"
                                .formatted(batch, timestamp, message.timestamp()));
    }

    private void tick(int index, Channel channel, WalHeader.Tick tick) {
        WalHeader.Tick before = channel.ticks.putIfAbsent(tick.timestamp(), tick);
        if (before != null) {
            repeats++;
            require(
                    before.equals(tick),
                    () -> "a repeat differs: %s is not %s".formatted(tick, before));
            return;
        }
        long endMs = tick.timestamp() >> 18;
        require(
                (endMs + 1) % tickStepMs == 0 && (tick.timestamp() & 0x3FFFF) == 0x3FFFF,
                () -> "W3: channel %d: %s does not lie on the grid".formatted(index, tick));
        require(
                tick.previous() == channel.newestTick && tick.timestamp() > channel.newestTick,
                () ->
                        "W2: channel %d: %s does not follow tick %d"
                                .formatted(index, tick, channel.newestTick));
        int between =
                channel.messages
                        .subMap(
                                Key.below(tick.previous() + 1, 0),
                                Key.below(tick.timestamp() + 1, 0))
                        .size();
        require(
                between == tick.count(),
                () -> "W2: channel %d: %s has %d messages".formatted(index, tick, between));
        channel.newestTick = tick.timestamp();
    }

    /** An answer left: W6, and W4 for definitions, whose reply counts all their channels. */
    void answered(Element.Reply reply) {
        long timestamp = reply.timestamp();
        for (Map.Entry<Integer, Integer> expected : reply.messages().entrySet()) {
            int found =
                    channels.get(expected.getKey())
                            .messages
                            .subMap(
                                    Key.below(timestamp, reply.partition()),
                                    Key.below(timestamp, reply.partition() + 1))
                            .size();
            require(
                    found == expected.getValue(),
                    () ->
                            "W6: %s left with %d messages on channel %d"
                                    .formatted(reply, found, expected.getKey()));
        }
        String request = reply.partition() + "@" + reply.offset();
        String before = replies.putIfAbsent(request, reply.text());
        require(
                before == null || before.equals(reply.text()),
                () -> "a repeated answer differs: %s is not %s".formatted(reply, before));
    }

    private static void require(boolean holds, Supplier<String> sentence) {
        if (!holds) {
            throw new AssertionError(sentence.get());
        }
    }

    /** W5, to be compared: a channel's closed messages in order, and its ticks. */
    List<String> result(int index) {
        Channel channel = channels.get(index);
        List<String> result = new ArrayList<>();
        channel.messages
                .headMap(Key.below(channel.newestTick + 1, 0))
                .forEach((key, body) -> result.add(key + body));
        channel.ticks.values().forEach(tick -> result.add(tick.toString()));
        return result;
    }

    /** Closed messages in order, bodies only. */
    List<String> bodies(int index) {
        Channel channel = channels.get(index);
        return List.copyOf(channel.messages.headMap(Key.below(channel.newestTick + 1, 0)).values());
    }

    boolean allClosed() {
        return channels.stream()
                .allMatch(
                        c ->
                                c.messages.isEmpty()
                                        || c.messages
                                                        .lastKey()
                                                        .compareTo(Key.below(c.newestTick + 1, 0))
                                                < 0);
    }

    Map<String, String> replies() {
        return replies;
    }

    int repeats() {
        return repeats;
    }
}

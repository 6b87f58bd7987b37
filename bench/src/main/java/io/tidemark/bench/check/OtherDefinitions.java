package io.tidemark.bench.check;

import io.milvus.grpc.MsgType;
import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.bench.load.Fingerprint;
import io.tidemark.proto.DefinitionMsg;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Definition messages that neither create nor drop a collection, by their timestamps. Several may
 * lie at one timestamp, and each is told by its bytes: a channel that has other ones has another
 * message, and neither is then where it belongs.
 */
final class OtherDefinitions {

    private final NavigableMap<Long, Map<Long, OtherDefinition>> byTime = new TreeMap<>();
    private final Set<Long> claimed = new HashSet<>();

    void add(
            long timestamp,
            MsgType type,
            DefinitionMsg definition,
            ConsumerRecord<byte[], byte[]> message) {
        byTime.computeIfAbsent(timestamp, any -> new LinkedHashMap<>())
                .computeIfAbsent(
                        Fingerprint.of(message.value()),
                        any -> new OtherDefinition(timestamp, type, definition, message))
                .told(message);
    }

    Stream<OtherDefinition> all() {
        return byTime.values().stream().flatMap(messages -> messages.values().stream());
    }

    /** Whether there are any of exactly this time. */
    boolean at(long timestamp) {
        return byTime.containsKey(timestamp);
    }

    /** Notes that a request has caused those of a time. */
    void claim(long timestamp) {
        claimed.add(timestamp);
    }

    /** The first message of each time that no request has caused, up to a closed one. */
    Stream<OtherDefinition> unclaimed(long closed) {
        return byTime.headMap(closed, true).entrySet().stream()
                .filter(time -> !claimed.contains(time.getKey()))
                .map(time -> time.getValue().values().iterator().next());
    }

    /** When the broker had taken those of a time on all channels; 0 where there are none. */
    long appendedMs(long timestamp) {
        return byTime.getOrDefault(timestamp, Map.of()).values().stream()
                .mapToLong(OtherDefinition::appendedMs)
                .max()
                .orElse(0);
    }

    /** Compares the channels that were told with those of the collections, up to a closed time. */
    void checkChannels(DdHistory history, long closed, String topic, Report report) {
        all().takeWhile(definition -> definition.timestamp() <= closed)
                .forEach(
                        definition -> {
                            BitSet expected = expected(definition, history);
                            report.count("other definitions compared", 1);
                            if (expected.isEmpty() || !expected.equals(definition.seen())) {
                                report.violated(
                                        Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL,
                                        topic,
                                        definition.channel(),
                                        definition.offset(),
                                        "%s of %s is on channels %s, expected %s"
                                                .formatted(
                                                        definition.type(),
                                                        definition.collections(),
                                                        definition.seen(),
                                                        expected));
                            }
                        });
    }

    private static BitSet expected(OtherDefinition definition, DdHistory history) {
        BitSet channels = new BitSet();
        definition.collections().forEach(id -> channels.or(history.channels(id)));
        for (String alias : definition.movedAliases()) {
            channels.or(history.channels(history.names().before(alias, definition.timestamp())));
        }
        return channels;
    }
}

package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.MsgHeader;
import io.milvus.grpc.MsgType;
import io.tidemark.proto.PackedMessage;
import io.tidemark.proto.PackedMessages;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import milvus.proto.msg.Msg;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One channel of {@code dml} as it lies on the broker, and under the reader rule: an oracle that
 * shares no code with the product's readers.
 */
final class ChannelLog {

    /** The key that orders messages. */
    record Key(long timestamp, int writer, int part) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = Long.compare(timestamp, other.timestamp);
            order = order != 0 ? order : Integer.compare(writer, other.writer);
            return order != 0 ? order : Integer.compare(part, other.part);
        }
    }

    private final List<Key> rawMessages = new ArrayList<>();
    private final NavigableMap<Key, ConsumerRecord<byte[], byte[]>> messages = new TreeMap<>();
    private final NavigableMap<Long, ConsumerRecord<byte[], byte[]>> ticks = new TreeMap<>();
    private int rawTicks;
    private long newestTickOnArrival;

    private ChannelLog() {}

    /** Reads every channel of a topic to its present end, checking W1 and W2 as it goes. */
    static List<ChannelLog> read(Properties client, String topic) {
        List<ChannelLog> channels = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                            .toList();
            partitions.forEach(any -> channels.add(new ChannelLog()));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
                        channels.get(record.partition()).add(record);
                    }
                }
            }
        }
        channels.forEach(ChannelLog::checkTicks);
        return channels;
    }

    /**
     * Reads until every channel has ticked behind all messages there are: to be called once nothing
     * more is written.
     */
    static List<ChannelLog> awaitTicks(Properties client, String topic) {
        List<ChannelLog> channels;
        long newest;
        do {
            channels = read(client, topic);
            newest =
                    channels.stream()
                            .flatMap(channel -> channel.rawMessages.stream())
                            .mapToLong(Key::timestamp)
                            .max()
                            .orElse(0);
        } while (lowestTick(channels) <= newest);
        return channels;
    }

    /** The newest tick that every channel has reached. */
    static long lowestTick(List<ChannelLog> channels) {
        return channels.stream().mapToLong(ChannelLog::newestTick).min().orElseThrow();
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        Header[] headers = record.headers().toArray();
        assertThat(headers).as("headers at offset %d", record.offset()).hasSize(1);
        ByteBuffer value = ByteBuffer.wrap(headers[0].value());
        if (headers[0].key().equals("tick")) {
            long timestamp = value.getLong();
            rawTicks++;
            sameBytes(ticks.putIfAbsent(timestamp, record), record);
            newestTickOnArrival = Math.max(newestTickOnArrival, timestamp);
        } else if (headers[0].key().equals("messages")) {
            short writer = value.getShort();
            PackedMessages packed = packed(record);
            assertThat(packed.getMessagesCount()).isEqualTo(value.getInt()).isGreaterThan(1);
            for (PackedMessage message : packed.getMessagesList()) {
                addMessage(
                        new Key(message.getTimestamp(), writer, message.getPart()),
                        alone(record, writer, message));
            }
        } else {
            assertThat(headers[0].key()).isEqualTo("message");
            addMessage(new Key(value.getLong(), value.getShort(), value.getInt()), record);
        }
    }

    private void addMessage(Key key, ConsumerRecord<byte[], byte[]> record) {
        rawMessages.add(key);
        ConsumerRecord<byte[], byte[]> known = messages.putIfAbsent(key, record);
        sameBytes(known, record);
        if (known == null) {
            assertThat(key.timestamp())
                    .as("W1: a new message at offset %d behind its tick", record.offset())
                    .isGreaterThan(newestTickOnArrival);
        }
    }

    private static PackedMessages packed(ConsumerRecord<byte[], byte[]> record) {
        try {
            return PackedMessages.parseFrom(record.value());
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError("offset " + record.offset(), malformed);
        }
    }

    /** A message as a record of its own would hold it. */
    private static ConsumerRecord<byte[], byte[]> alone(
            ConsumerRecord<byte[], byte[]> record, short writer, PackedMessage message) {
        byte[] header =
                ByteBuffer.allocate(14)
                        .putLong(message.getTimestamp())
                        .putShort(writer)
                        .putInt(message.getPart())
                        .array();
        ConsumerRecord<byte[], byte[]> alone =
                new ConsumerRecord<>(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        null,
                        message.getBody().toByteArray());
        alone.headers().add("message", header);
        return alone;
    }

    private static void sameBytes(
            ConsumerRecord<byte[], byte[]> known, ConsumerRecord<byte[], byte[]> repeat) {
        if (known != null) {
            assertThat(repeat.value())
                    .as("offset %d repeats offset %d", repeat.offset(), known.offset())
                    .isEqualTo(known.value());
            assertThat(repeat.headers().toArray()).isEqualTo(known.headers().toArray());
        }
    }

    private void checkTicks() {
        long previous = 0;
        for (Map.Entry<Long, ConsumerRecord<byte[], byte[]>> tick : ticks.entrySet()) {
            ByteBuffer header =
                    ByteBuffer.wrap(tick.getValue().headers().lastHeader("tick").value());
            assertThat(header.getLong()).isEqualTo(tick.getKey());
            assertThat(header.getLong())
                    .as("W2: previous of %d", tick.getKey())
                    .isEqualTo(previous);
            int between =
                    messages.subMap(
                                    new Key(previous, Integer.MAX_VALUE, Integer.MAX_VALUE),
                                    false,
                                    new Key(tick.getKey(), Integer.MAX_VALUE, Integer.MAX_VALUE),
                                    true)
                            .size();
            assertThat(header.getLong()).as("W2: count of %d", tick.getKey()).isEqualTo(between);
            previous = tick.getKey();
        }
    }

    /** The newest tick; 0 for none. */
    long newestTick() {
        return ticks.isEmpty() ? 0 : ticks.lastKey();
    }

    /** The records of all messages, each once, in order. */
    Stream<ConsumerRecord<byte[], byte[]>> records() {
        return messages.values().stream();
    }

    /** Messages in the order they arrived, repeats included. */
    List<Key> rawMessages() {
        return rawMessages;
    }

    /** Messages and ticks as they lie there, repeats included. */
    int rawRecords() {
        return rawMessages.size() + rawTicks;
    }

    /** How many records of all channels say again what was there before. */
    static int repeats(List<ChannelLog> channels) {
        return channels.stream().mapToInt(ChannelLog::repeats).sum();
    }

    private int repeats() {
        return rawMessages.size() - messages.size() + rawTicks - ticks.size();
    }

    /** The primary keys in all insert messages up to a tick, sorted. */
    static List<Long> insertedKeys(List<ChannelLog> channels, long tick) throws Exception {
        List<Long> keys = new ArrayList<>();
        for (ChannelLog channel : channels) {
            for (byte[] body : channel.bodies(tick)) {
                if (MsgHeader.parseFrom(body).getBase().getMsgType() == MsgType.Insert) {
                    Msg.InsertRequest insert = Msg.InsertRequest.parseFrom(body);
                    keys.addAll(insert.getFieldsData(0).getScalars().getLongData().getDataList());
                }
            }
        }
        keys.sort(Long::compare);
        return keys;
    }

    /** Bodies of the messages up to a tick, in order. */
    private List<byte[]> bodies(long tick) {
        return messages
                .headMap(new Key(tick, Integer.MAX_VALUE, Integer.MAX_VALUE), true)
                .values()
                .stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    /** SHA-256 over keys, headers and values of all messages and ticks up to a tick. */
    String digest(long tick) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        messages.headMap(new Key(tick, Integer.MAX_VALUE, Integer.MAX_VALUE), true)
                .values()
                .forEach(record -> update(sha, record));
        ticks.headMap(tick, true).values().forEach(record -> update(sha, record));
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void update(MessageDigest sha, ConsumerRecord<byte[], byte[]> record) {
        sha.update(Arrays.toString(record.key()).getBytes(StandardCharsets.UTF_8));
        for (Header header : record.headers()) {
            sha.update(header.key().getBytes(StandardCharsets.UTF_8));
            sha.update(header.value());
        }
        sha.update(ByteBuffer.allocate(4).putInt(record.value().length).array());
        sha.update(record.value());
    }
}

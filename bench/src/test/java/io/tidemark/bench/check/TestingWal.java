package io.tidemark.bench.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.IDs;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.Status;
import io.tidemark.jobs.Topics;
import io.tidemark.proto.AliasMeta;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.DefinitionMsg;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PackedMessage;
import io.tidemark.proto.PackedMessages;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import milvus.proto.msg.Msg;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A small log as the protocol describes it, made by hand: two channels, one partition of requests,
 * a grid of 50 ms. A test spoils one thing in it.
 */
final class TestingWal {

    static final Topics TOPICS = new Topics("", "");
    static final long STEP_MS = 50;
    private static final long APPENDED_MS = 50;
    private static final int CHANNELS = 2;
    private static final int RESPONSES = 4;

    final List<ConsumerRecord<byte[], byte[]>> definitions = new ArrayList<>();
    final List<ConsumerRecord<byte[], byte[]>> requests = new ArrayList<>();
    final List<ConsumerRecord<byte[], byte[]>> responses = new ArrayList<>();
    final List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
    final List<List<ConsumerRecord<byte[], byte[]>>> dml =
            List.of(new ArrayList<>(), new ArrayList<>());

    /** A timestamp: milliseconds, log partition, sequence. */
    static long at(long ms, int partition, int sequence) {
        return (ms << 18) | ((long) partition << 10) | sequence;
    }

    /** The tick that ends grid cell k. */
    static long tickAt(long cell) {
        return (((cell * STEP_MS) - 1) << 18) | ((1 << 18) - 1);
    }

    /**
     * Collection {@code books} (id 7, partition 8) on both channels at 10 ms; rows 1 to 3 at 20 ms,
     * keys 1 and 3 on channel 0; rows 4 and 5 at 60 ms on channel 1; dropped at 110 ms; ticks at
     * 50, 100 and 150 ms.
     */
    static TestingWal sound() {
        TestingWal log = new TestingWal();
        log.define("c", "CreateCollection", create().toByteArray(), ok(), at(10, 0, 0));
        for (int channel = 0; channel < CHANNELS; channel++) {
            log.message(channel, at(10, 0, 0), 0, 0, created(at(10, 0, 0)));
        }
        log.insert("a", at(20, 1, 0), 1, 2, 3);
        log.message(0, at(20, 1, 0), 1, 0, rows(at(20, 1, 0), 0, Map.of(1L, 100L, 3L, 102L)));
        log.message(1, at(20, 1, 0), 1, 0, rows(at(20, 1, 0), 1, Map.of(2L, 101L)));
        log.tick(0, 1, 0, 2);
        log.tick(1, 1, 0, 2);
        log.insert("b", at(60, 1, 0), 4, 5);
        log.message(1, at(60, 1, 0), 1, 0, rows(at(60, 1, 0), 1, Map.of(4L, 103L, 5L, 104L)));
        log.define("h", "HasCollection", has().toByteArray(), yes(), at(70, 0, 0));
        log.tick(0, 2, tickAt(1), 0);
        log.tick(1, 2, tickAt(1), 1);
        log.define("d", "DropCollection", drop().toByteArray(), ok(), at(110, 0, 0));
        for (int channel = 0; channel < CHANNELS; channel++) {
            log.message(channel, at(110, 0, 0), 0, 0, dropped(at(110, 0, 0)));
            log.tick(channel, 3, tickAt(2), 1);
        }
        return log;
    }

    /**
     * Goes on with another {@code books} (id 17), created at 160 ms; {@code tomes} is an alias of
     * it from 170 to 175 ms; its name is {@code papers} from 180 ms on. Nobody asked to be told.
     */
    void named() {
        long[] times = {at(160, 0, 0), at(170, 0, 0), at(175, 0, 0), at(180, 0, 0)};
        created(17, times[0]);
        AliasMeta alias = AliasMeta.newBuilder().setName("tomes").setCollectionId(17).build();
        CollectionMeta papers = CollectionMeta.newBuilder().setName("papers").setId(17).build();
        silent("CreateAlias");
        silent("DropAlias");
        silent("RenameCollection");
        MetaChange.Builder change = MetaChange.newBuilder();
        for (int channel = 0; channel < CHANNELS; channel++) {
            change(channel, MsgType.CreateAlias, times[1], change.setAlias(alias));
            change(channel, MsgType.DropAlias, times[2], change.setDropped(true));
            change.setDropped(false);
            change(channel, MsgType.RenameCollection, times[3], change.setCollection(papers));
            tick(channel, 4, tickAt(3), 4);
        }
    }

    /** Goes on with another {@code books}, of which the default partition's id is one more. */
    void created(long collection, long timestamp) {
        define("c" + collection, "CreateCollection", create().toByteArray(), ok(), timestamp);
        byte[] created =
                creation(timestamp)
                        .setCollectionID(collection)
                        .setPartitionIDs(0, collection + 1)
                        .build()
                        .toByteArray();
        for (int channel = 0; channel < CHANNELS; channel++) {
            message(channel, timestamp, 0, 0, created);
        }
    }

    /** A request for a definition of which nobody wants to be told. */
    void silent(String method) {
        definitions.add(
                record(
                        "definitions",
                        0,
                        definitions.size(),
                        new byte[0],
                        headers("method", method)));
    }

    void change(int channel, MsgType type, long timestamp, MetaChange.Builder change) {
        byte[] body =
                DefinitionMsg.newBuilder()
                        .setBase(base(type, timestamp))
                        .addChanges(change)
                        .build()
                        .toByteArray();
        message(channel, timestamp, 0, 0, body);
    }

    /** Asks whether there is a collection of a name, and has that answered. */
    void ask(String name, long timestamp, boolean answer) {
        define(
                name + timestamp,
                "HasCollection",
                HasCollectionRequest.newBuilder().setCollectionName(name).build().toByteArray(),
                BoolResponse.newBuilder().setValue(answer).build().toByteArray(),
                timestamp);
    }

    Report check() {
        LogCheck check = feed();
        return check.finish();
    }

    /** A check that has seen all of it and waits for journals. */
    LogCheck feed() {
        LogCheck check = new LogCheck(TOPICS, CHANNELS, RESPONSES, STEP_MS, true);
        definitions.forEach(check::request);
        requests.forEach(check::request);
        responses.forEach(check::answer);
        deadLetters.forEach(check::deadLetter);
        dml.forEach(channel -> channel.forEach(check::message));
        return check;
    }

    void define(String correlation, String method, byte[] request, byte[] answer, long timestamp) {
        definitions.add(
                record(
                        "definitions",
                        0,
                        definitions.size(),
                        request,
                        headers("method", method, "reply-to", "0", "correlation", correlation)));
        answer(correlation, "milvus.proto.milvus." + method + "Request", answer, timestamp);
    }

    void insert(String correlation, long timestamp, long... keys) {
        request(correlation, insertion(keys));
        answer(
                correlation,
                "milvus.proto.milvus.InsertRequest",
                inserted(timestamp, keys),
                timestamp);
    }

    void request(String correlation, InsertRequest insert) {
        requests.add(
                record(
                        "requests",
                        0,
                        requests.size(),
                        insert.toByteArray(),
                        headers("method", "Insert", "reply-to", "0", "correlation", correlation)));
    }

    void answer(String correlation, String method, byte[] answer, long timestamp) {
        responses.add(
                record(
                        "responses",
                        0,
                        responses.size(),
                        answer,
                        headers(
                                "method",
                                method,
                                "correlation",
                                correlation,
                                "timestamp",
                                Long.toString(timestamp))));
    }

    void message(int channel, long timestamp, int writer, int part, byte[] body) {
        dml.get(channel)
                .add(message(channel, dml.get(channel).size(), timestamp, writer, part, body));
    }

    static ConsumerRecord<byte[], byte[]> message(
            int channel, long offset, long timestamp, int writer, int part, byte[] body) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(
                "message",
                ByteBuffer.allocate(14)
                        .putLong(timestamp)
                        .putShort((short) writer)
                        .putInt(part)
                        .array());
        return record("dml", channel, offset, body, headers);
    }

    /** A channel held against the same of another log, tick by tick. */
    Report compared(int channel, TestingWal other) {
        Report report = new Report();
        digest(channel, report).compare(other.digest(channel, report), "dml", channel, report);
        return report;
    }

    private ChannelDigest digest(int channel, Report report) {
        ChannelDigest digest = new ChannelDigest();
        ChannelCheck check = new ChannelCheck(STEP_MS, digest, report);
        dml.get(channel).forEach(check::take);
        check.finish();
        return digest;
    }

    /** Puts messages of one writer into one record, where the first of them lies. */
    void share(int channel, int first, int count) {
        List<ConsumerRecord<byte[], byte[]>> together =
                dml.get(channel).subList(first, first + count);
        ConsumerRecord<byte[], byte[]> shared = shared(together);
        together.clear();
        dml.get(channel).add(first, shared);
    }

    /** The record that these messages share, at the place of the first. */
    static ConsumerRecord<byte[], byte[]> shared(List<ConsumerRecord<byte[], byte[]>> together) {
        PackedMessages.Builder messages = PackedMessages.newBuilder();
        short writer = 0;
        for (ConsumerRecord<byte[], byte[]> message : together) {
            ByteBuffer header = ByteBuffer.wrap(message.headers().lastHeader("message").value());
            PackedMessage.Builder packed = messages.addMessagesBuilder();
            packed.setTimestamp(header.getLong());
            writer = header.getShort();
            packed.setPart(header.getInt()).setBody(ByteString.copyFrom(message.value()));
        }
        RecordHeaders headers = shared(writer, together.size());
        ConsumerRecord<byte[], byte[]> first = together.get(0);
        byte[] value = messages.build().toByteArray();
        return record(first.topic(), first.partition(), first.offset(), value, headers);
    }

    static RecordHeaders shared(int writer, int count) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(
                "messages", ByteBuffer.allocate(6).putShort((short) writer).putInt(count).array());
        return headers;
    }

    void tick(int channel, long cell, long previous, long count) {
        dml.get(channel).add(tick(channel, dml.get(channel).size(), tickAt(cell), previous, count));
    }

    static ConsumerRecord<byte[], byte[]> tick(
            int channel, long offset, long timestamp, long previous, long count) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(
                "tick",
                ByteBuffer.allocate(24)
                        .putLong(timestamp)
                        .putLong(previous)
                        .putLong(count)
                        .array());
        byte[] body =
                Msg.TimeTickMsg.newBuilder()
                        .setBase(base(MsgType.TimeTick, timestamp))
                        .build()
                        .toByteArray();
        return record("dml", channel, offset, body, headers);
    }

    static ConsumerRecord<byte[], byte[]> record(
            String topic, int partition, long offset, byte[] value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                APPENDED_MS,
                TimestampType.LOG_APPEND_TIME,
                0,
                value == null ? 0 : value.length,
                null,
                value,
                headers,
                Optional.empty());
    }

    /** The same record, taken by the broker at another time than all others, at 50 ms. */
    static ConsumerRecord<byte[], byte[]> appended(
            ConsumerRecord<byte[], byte[]> original, long ms) {
        return new ConsumerRecord<>(
                original.topic(),
                original.partition(),
                original.offset(),
                ms,
                TimestampType.LOG_APPEND_TIME,
                0,
                original.serializedValueSize(),
                null,
                original.value(),
                original.headers(),
                Optional.empty());
    }

    static RecordHeaders headers(String... pairs) {
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < pairs.length; i += 2) {
            headers.add(pairs[i], pairs[i + 1].getBytes(UTF_8));
        }
        return headers;
    }

    static RecordHeaders copy(Headers headers) {
        return new RecordHeaders(headers);
    }

    static InsertRequest insertion(long... keys) {
        return InsertRequest.newBuilder()
                .setCollectionName("books")
                .setNumRows(keys.length)
                .addFieldsData(column(keys))
                .build();
    }

    static byte[] inserted(long timestamp, long... keys) {
        return MutationResult.newBuilder()
                .setStatus(Status.getDefaultInstance())
                .setIDs(IDs.newBuilder().setIntId(longs(keys)))
                .setInsertCnt(keys.length)
                .setTimestamp(timestamp)
                .build()
                .toByteArray();
    }

    /** A message of rows: key to row id. */
    static byte[] rows(long timestamp, int channel, Map<Long, Long> idOfKey) {
        return message(timestamp, 7, channel, idOfKey).toByteArray();
    }

    static Msg.InsertRequest message(
            long timestamp, long collection, int channel, Map<Long, Long> idOfKey) {
        TreeMap<Long, Long> sorted = new TreeMap<>(idOfKey);
        Msg.InsertRequest.Builder rows =
                Msg.InsertRequest.newBuilder()
                        .setBase(base(MsgType.Insert, timestamp))
                        .setShardName("by-dev-rootcoord-dml_" + channel + "_7v" + channel)
                        .setCollectionID(collection)
                        .setPartitionID(collection + 1)
                        .setNumRows(sorted.size())
                        .addAllRowIDs(sorted.values())
                        .addFieldsData(
                                column(sorted.keySet().stream().mapToLong(k -> k).toArray()));
        sorted.forEach((key, id) -> rows.addTimestamps(timestamp));
        return rows.build();
    }

    private static FieldData column(long... keys) {
        return FieldData.newBuilder()
                .setFieldName("id")
                .setType(DataType.Int64)
                .setScalars(ScalarField.newBuilder().setLongData(longs(keys)))
                .build();
    }

    private static LongArray longs(long... values) {
        return LongArray.newBuilder().addAllData(LongStream.of(values).boxed().toList()).build();
    }

    static byte[] created(long timestamp) {
        return creation(timestamp).build().toByteArray();
    }

    static Msg.CreateCollectionRequest.Builder creation(long timestamp) {
        return Msg.CreateCollectionRequest.newBuilder()
                .setBase(base(MsgType.CreateCollection, timestamp))
                .setCollectionName("books")
                .setCollectionID(7)
                .addPartitionNames("_default")
                .addPartitionIDs(8)
                .addPhysicalChannelNames("by-dev-rootcoord-dml_0")
                .addPhysicalChannelNames("by-dev-rootcoord-dml_1")
                .setCollectionSchema(
                        CollectionSchema.newBuilder()
                                .addFields(
                                        FieldSchema.newBuilder()
                                                .setName("id")
                                                .setIsPrimaryKey(true)
                                                .setDataType(DataType.Int64)));
    }

    static byte[] dropped(long timestamp) {
        return Msg.DropCollectionRequest.newBuilder()
                .setBase(base(MsgType.DropCollection, timestamp))
                .setCollectionName("books")
                .setCollectionID(7)
                .build()
                .toByteArray();
    }

    static CreateCollectionRequest create() {
        return CreateCollectionRequest.newBuilder()
                .setCollectionName("books")
                .setShardsNum(2)
                .build();
    }

    private static DropCollectionRequest drop() {
        return DropCollectionRequest.newBuilder().setCollectionName("books").build();
    }

    static HasCollectionRequest has() {
        return HasCollectionRequest.newBuilder().setCollectionName("books").build();
    }

    static byte[] ok() {
        return Status.getDefaultInstance().toByteArray();
    }

    static byte[] yes() {
        return BoolResponse.newBuilder()
                .setStatus(Status.getDefaultInstance())
                .setValue(true)
                .build()
                .toByteArray();
    }

    static MsgBase base(MsgType type, long timestamp) {
        return MsgBase.newBuilder().setMsgType(type).setTimestamp(timestamp).build();
    }
}

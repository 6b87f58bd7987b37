package io.tidemark.bench.check;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.bench.load.Fingerprint;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import milvus.proto.msg.Msg;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the closed messages of one channel say, in the order in which a reader gets them. */
final class MessageCheck implements ChannelCheck.Closed {

    private static final int SEQUENCE_BITS = 10;

    /**
     * A collection as this channel was told of it; its generated key is empty where it has none.
     */
    private record Told(String generatedKey, boolean dropped) {}

    private final RowGroups groups;
    private final DdHistory history;
    private final Report report;
    private final Map<Long, Told> collections = new HashMap<>();
    private ChannelCheck.Key before;

    MessageCheck(RowGroups groups, DdHistory history, Report report) {
        this.groups = groups;
        this.history = history;
        this.report = report;
    }

    @Override
    public void tick(long timestamp, ConsumerRecord<byte[], byte[]> tick) {
        // Time alone; the reader rule has checked it.
    }

    @Override
    public void message(ChannelCheck.Key key, ConsumerRecord<byte[], byte[]> message) {
        checkKey(key, message);
        try {
            MsgBase base = base(message.value());
            if (base.getTimestamp() != key.timestamp()) {
                violated(
                        Promise.W3_ONE_TIMESTAMP_AND_ONE_GRID,
                        message,
                        "has timestamp %d in its header, %d in its base"
                                .formatted(key.timestamp(), base.getTimestamp()));
            }
            if (base.getMsgType() == MsgType.Insert) {
                rows(key, message, Msg.InsertRequest.parseFrom(message.value()));
            } else if (base.getMsgType() == MsgType.CreateCollection) {
                created(key, message, Msg.CreateCollectionRequest.parseFrom(message.value()));
            } else if (base.getMsgType() == MsgType.DropCollection) {
                dropped(key, message, Msg.DropCollectionRequest.parseFrom(message.value()));
            } else {
                report.count("messages of other types", 1);
            }
        } catch (IOException broken) {
            violated(Promise.NOTHING_IS_INVENTED, message, "is no message: " + broken.getMessage());
        }
    }

    private void checkKey(ChannelCheck.Key key, ConsumerRecord<byte[], byte[]> message) {
        int stampedBy = (int) (key.timestamp() >>> SEQUENCE_BITS & 0xFF);
        if (stampedBy != key.writer()) {
            violated(
                    Promise.TIMESTAMPS_INCREASE,
                    message,
                    "is written by %d at a timestamp of partition %d"
                            .formatted(key.writer(), stampedBy));
        }
        boolean same =
                before != null
                        && before.timestamp() == key.timestamp()
                        && before.writer() == key.writer();
        int expected = same ? before.part() + 1 : 0;
        if (key.part() != expected) {
            violated(
                    Promise.W5_EVERY_ROW_EXACTLY_ONCE,
                    message,
                    "is part %d, expected part %d".formatted(key.part(), expected));
        }
        before = key;
    }

    private static MsgBase base(byte[] body) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(body == null ? new byte[0] : body);
        int tag = in.readTag();
        if (tag >>> 3 != 1) {
            throw new InvalidProtocolBufferException("it does not begin with a base");
        }
        return MsgBase.parseFrom(in.readByteArray());
    }

    private void rows(
            ChannelCheck.Key key, ConsumerRecord<byte[], byte[]> message, Msg.InsertRequest rows) {
        Told collection = collections.get(rows.getCollectionID());
        if (collection == null || collection.dropped()) {
            violated(
                    Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL,
                    message,
                    "has rows of collection %d %s"
                            .formatted(
                                    rows.getCollectionID(),
                                    collection == null ? "before its create" : "behind its drop"));
            return;
        }
        checkShape(key, message, rows);
        try {
            List<FieldData> columns = rows.getFieldsDataList();
            String generated = collection.generatedKey();
            long[] hashes = RowHashes.of(columns, (int) rows.getNumRows(), generated);
            checkGenerated(message, rows, generated);
            boolean fits =
                    groups.add(
                            key.timestamp(),
                            message.partition(),
                            message.offset(),
                            rows.getCollectionID(),
                            columns.size() - (generated.isEmpty() ? 0 : 1),
                            !generated.isEmpty(),
                            hashes,
                            rows.getRowIDsList());
            if (!fits) {
                violated(
                        Promise.W3_ONE_TIMESTAMP_AND_ONE_GRID,
                        message,
                        "has rows of another shape than what lies at its timestamp elsewhere");
            }
            report.count("rows", rows.getNumRows());
        } catch (RuntimeException unequal) {
            violated(
                    Promise.W5_EVERY_ROW_EXACTLY_ONCE,
                    message,
                    "has rows that cannot be read: " + unequal.getMessage());
        }
    }

    private void checkShape(
            ChannelCheck.Key key, ConsumerRecord<byte[], byte[]> message, Msg.InsertRequest rows) {
        boolean stamped = rows.getTimestampsList().stream().allMatch(t -> t == key.timestamp());
        if (!stamped || rows.getTimestampsCount() != rows.getNumRows()) {
            violated(
                    Promise.W3_ONE_TIMESTAMP_AND_ONE_GRID,
                    message,
                    "has rows with other timestamps than its own, or none");
        }
        String shard = rows.getShardName();
        String physical = shard.substring(0, Math.max(0, shard.lastIndexOf('_')));
        if (!physical.endsWith("_" + message.partition())) {
            violated(
                    Promise.W5_EVERY_ROW_EXACTLY_ONCE,
                    message,
                    "has rows of shard " + shard + ", which is of another channel");
        }
    }

    private void checkGenerated(
            ConsumerRecord<byte[], byte[]> message, Msg.InsertRequest rows, String generated) {
        for (FieldData column : rows.getFieldsDataList()) {
            if (!generated.isEmpty()
                    && column.getFieldName().equals(generated)
                    && column.getType() == DataType.Int64
                    && !column.getScalars()
                            .getLongData()
                            .getDataList()
                            .equals(rows.getRowIDsList())) {
                violated(
                        Promise.IDS_ARE_UNIQUE,
                        message,
                        "has generated keys that are not its rows' ids");
            }
        }
    }

    private void created(
            ChannelCheck.Key key,
            ConsumerRecord<byte[], byte[]> message,
            Msg.CreateCollectionRequest create) {
        DdHistory.Change change =
                new DdHistory.Change(
                        key.timestamp(),
                        true,
                        LoggedRequest.key(create.getDbName(), create.getCollectionName()),
                        create.getCollectionID(),
                        Fingerprint.of(message.value()),
                        message.partition(),
                        message.offset());
        for (String physical : create.getPhysicalChannelNamesList()) {
            change.expected()
                    .set(Integer.parseInt(physical.substring(physical.lastIndexOf('_') + 1)));
        }
        change.partitionIds().addAll(create.getPartitionIDsList());
        history.add(change);
        Told told = new Told(generatedKey(create.getCollectionSchema()), false);
        if (collections.put(create.getCollectionID(), told) != null) {
            violated(
                    Promise.IDS_ARE_UNIQUE,
                    message,
                    "creates collection %d a second time".formatted(create.getCollectionID()));
        }
    }

    private static String generatedKey(CollectionSchema schema) {
        for (FieldSchema field : schema.getFieldsList()) {
            if (field.getAutoID()) {
                return field.getName();
            }
        }
        return "";
    }

    private void dropped(
            ChannelCheck.Key key,
            ConsumerRecord<byte[], byte[]> message,
            Msg.DropCollectionRequest drop) {
        history.add(
                new DdHistory.Change(
                        key.timestamp(),
                        false,
                        LoggedRequest.key(drop.getDbName(), drop.getCollectionName()),
                        drop.getCollectionID(),
                        Fingerprint.of(message.value()),
                        message.partition(),
                        message.offset()));
        Told told = collections.get(drop.getCollectionID());
        if (told == null || told.dropped()) {
            violated(
                    Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL,
                    message,
                    "drops collection %d, which this channel does not have"
                            .formatted(drop.getCollectionID()));
        }
        collections.put(drop.getCollectionID(), new Told("", true));
    }

    private void violated(Promise promise, ConsumerRecord<byte[], byte[]> at, String what) {
        report.violated(promise, at.topic(), at.partition(), at.offset(), what);
    }
}

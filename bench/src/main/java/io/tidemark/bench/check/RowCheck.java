package io.tidemark.bench.check;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.tidemark.bench.check.Violation.Promise;
import java.util.List;
import milvus.proto.msg.Msg;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The rows that one channel has, at their places among its definitions. */
final class RowCheck {

    private final ToldCollections collections;
    private final RowGroups groups;
    private final Report report;

    RowCheck(ToldCollections collections, RowGroups groups, Report report) {
        this.collections = collections;
        this.groups = groups;
        this.report = report;
    }

    void check(
            ChannelCheck.Key key, ConsumerRecord<byte[], byte[]> message, Msg.InsertRequest rows) {
        ToldCollections.Told collection = collections.get(rows.getCollectionID());
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
                            message.timestamp(),
                            rows.getCollectionID(),
                            rows.getPartitionID(),
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

    private void violated(Promise promise, ConsumerRecord<byte[], byte[]> at, String what) {
        report.violated(promise, at.topic(), at.partition(), at.offset(), what);
    }
}

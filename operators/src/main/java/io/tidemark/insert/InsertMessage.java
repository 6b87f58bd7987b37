package io.tidemark.insert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedOutputStream;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.Request;
import java.util.List;
import milvus.proto.msg.Msg;

/**
 * Writes {@code milvus.proto.msg.InsertRequest}s of one batch: each straight into an array of its
 * exact size, in the bytes that protobuf itself would write.
 */
final class InsertMessage {

    private static final int MSG_TYPE = MsgType.Insert.getNumber();

    private final Request request;
    private final InsertSchema schema;
    private final List<InsertColumn> columns;
    private final RowIdColumn rowIds;

    InsertMessage(Request request, InsertSchema schema, List<InsertColumn> columns) {
        this.request = request;
        this.schema = schema;
        this.columns = columns;
        this.rowIds = new RowIdColumn(request.firstId(), request.idCount());
    }

    /** The serialized message of some rows of one shard, partition and segment. */
    byte[] write(int shard, PartitionMeta partition, long segmentId, Rows rows) {
        long messageId = request.firstId() + rows.order()[rows.from()];
        byte[] names = schema.names(shard);
        int baseBytes = baseBytes(messageId);
        byte[] partitionName = partition.getName().getBytes(UTF_8);
        int timestampBytes = CodedOutputStream.computeUInt64SizeNoTag(request.timestamp());
        int timestampsBytes = rows.count() * timestampBytes;
        int rowIdsBytes = (int) rowIds.bytes(rows);
        int size =
                Wire.fieldBytes(baseBytes)
                        + names.length
                        + placeBytes(partition, partitionName, segmentId)
                        + Wire.fieldBytes(timestampsBytes)
                        + Wire.fieldBytes(rowIdsBytes)
                        + numberBytes(Msg.InsertRequest.NUM_ROWS_FIELD_NUMBER, rows.count())
                        + numberBytes(
                                Msg.InsertRequest.VERSION_FIELD_NUMBER,
                                Msg.InsertDataVersion.ColumnBased_VALUE);
        int[][] contents = new int[columns.size()][];
        for (int index = 0; index < contents.length; index++) {
            InsertColumn column = columns.get(index);
            contents[index] = column.contents(rows);
            size += column.envelope().bytes(contents[index]);
        }
        WireWriter out = new WireWriter(size);
        writeBase(out, baseBytes, messageId);
        out.write(names);
        writePlace(out, partition, partitionName, segmentId);
        out.writeHead(Msg.InsertRequest.TIMESTAMPS_FIELD_NUMBER, timestampsBytes);
        out.writeVarint(request.timestamp());
        out.repeat(timestampBytes, rows.count() - 1);
        out.writeHead(Msg.InsertRequest.ROWIDS_FIELD_NUMBER, rowIdsBytes);
        rowIds.write(out, rows);
        for (int index = 0; index < contents.length; index++) {
            columns.get(index).write(out, contents[index], rows);
        }
        writeNumber(out, Msg.InsertRequest.NUM_ROWS_FIELD_NUMBER, rows.count());
        writeNumber(
                out,
                Msg.InsertRequest.VERSION_FIELD_NUMBER,
                Msg.InsertDataVersion.ColumnBased_VALUE);
        return out.finish();
    }

    private int baseBytes(long messageId) {
        return numberBytes(MsgBase.MSG_TYPE_FIELD_NUMBER, MSG_TYPE)
                + numberBytes(MsgBase.MSGID_FIELD_NUMBER, messageId)
                + numberBytes(MsgBase.TIMESTAMP_FIELD_NUMBER, request.timestamp())
                + numberBytes(MsgBase.SOURCEID_FIELD_NUMBER, request.partition());
    }

    private void writeBase(WireWriter out, int baseBytes, long messageId) {
        out.writeHead(Msg.InsertRequest.BASE_FIELD_NUMBER, baseBytes);
        writeNumber(out, MsgBase.MSG_TYPE_FIELD_NUMBER, MSG_TYPE);
        writeNumber(out, MsgBase.MSGID_FIELD_NUMBER, messageId);
        writeNumber(out, MsgBase.TIMESTAMP_FIELD_NUMBER, request.timestamp());
        writeNumber(out, MsgBase.SOURCEID_FIELD_NUMBER, request.partition());
    }

    private int placeBytes(PartitionMeta partition, byte[] partitionName, long segmentId) {
        return (partitionName.length == 0 ? 0 : Wire.fieldBytes(partitionName.length))
                + numberBytes(Msg.InsertRequest.COLLECTIONID_FIELD_NUMBER, schema.collectionId())
                + numberBytes(Msg.InsertRequest.PARTITIONID_FIELD_NUMBER, partition.getId())
                + numberBytes(Msg.InsertRequest.SEGMENTID_FIELD_NUMBER, segmentId);
    }

    private void writePlace(
            WireWriter out, PartitionMeta partition, byte[] partitionName, long segmentId) {
        if (partitionName.length > 0) {
            out.writeHead(Msg.InsertRequest.PARTITION_NAME_FIELD_NUMBER, partitionName.length);
            out.write(partitionName);
        }
        writeNumber(out, Msg.InsertRequest.COLLECTIONID_FIELD_NUMBER, schema.collectionId());
        writeNumber(out, Msg.InsertRequest.PARTITIONID_FIELD_NUMBER, partition.getId());
        writeNumber(out, Msg.InsertRequest.SEGMENTID_FIELD_NUMBER, segmentId);
    }

    /** Proto3 leaves out a number that is 0. */
    private static int numberBytes(int fieldNumber, long value) {
        return value == 0 ? 0 : CodedOutputStream.computeUInt64Size(fieldNumber, value);
    }

    private static void writeNumber(WireWriter out, int fieldNumber, long value) {
        if (value != 0) {
            out.writeNumber(fieldNumber, value);
        }
    }

    /** A bound of what a message takes beside its rows, whatever its shard and partition. */
    static long maxHeadBytes(
            InsertSchema schema, List<PartitionMeta> partitions, List<InsertColumn> columns) {
        int longestName = 0;
        for (PartitionMeta partition : partitions) {
            longestName = Math.max(longestName, partition.getName().length());
        }
        long bytes = schema.maxHeadBytes() + 3L * longestName;
        for (InsertColumn column : columns) {
            bytes += column.envelope().maxBytes();
        }
        return bytes;
    }
}

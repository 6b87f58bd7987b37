package io.tidemark.insert;

import com.google.protobuf.CodedOutputStream;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        int timestampsBytes =
                rows.count() * CodedOutputStream.computeUInt64SizeNoTag(request.timestamp());
        int rowIdsBytes = (int) rowIds.bytes(rows);
        int[] dataBytes = new int[columns.size()];
        int size =
                Wire.fieldBytes(baseBytes)
                        + names.length
                        + placeBytes(partition, segmentId)
                        + Wire.fieldBytes(timestampsBytes)
                        + Wire.fieldBytes(rowIdsBytes)
                        + CodedOutputStream.computeUInt64Size(
                                Msg.InsertRequest.NUM_ROWS_FIELD_NUMBER, rows.count())
                        + CodedOutputStream.computeEnumSize(
                                Msg.InsertRequest.VERSION_FIELD_NUMBER,
                                Msg.InsertDataVersion.ColumnBased_VALUE);
        for (int index = 0; index < dataBytes.length; index++) {
            InsertColumn column = columns.get(index);
            dataBytes[index] = (int) column.data().bytes(rows);
            size += column.bytes(dataBytes[index], rows);
        }
        byte[] body = new byte[size];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(body);
            writeBase(out, baseBytes, messageId);
            out.write(names, 0, names.length);
            writePlace(out, partition, segmentId);
            Wire.writeHead(out, Msg.InsertRequest.TIMESTAMPS_FIELD_NUMBER, timestampsBytes);
            for (int row = 0; row < rows.count(); row++) {
                out.writeUInt64NoTag(request.timestamp());
            }
            Wire.writeHead(out, Msg.InsertRequest.ROWIDS_FIELD_NUMBER, rowIdsBytes);
            rowIds.write(out, rows);
            for (int index = 0; index < dataBytes.length; index++) {
                columns.get(index).write(out, dataBytes[index], rows);
            }
            out.writeUInt64(Msg.InsertRequest.NUM_ROWS_FIELD_NUMBER, rows.count());
            out.writeEnum(
                    Msg.InsertRequest.VERSION_FIELD_NUMBER,
                    Msg.InsertDataVersion.ColumnBased_VALUE);
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException("the size of an insert message was miscounted", e);
        }
        return body;
    }

    private int baseBytes(long messageId) {
        return CodedOutputStream.computeEnumSize(MsgBase.MSG_TYPE_FIELD_NUMBER, MSG_TYPE)
                + int64Bytes(MsgBase.MSGID_FIELD_NUMBER, messageId)
                + int64Bytes(MsgBase.TIMESTAMP_FIELD_NUMBER, request.timestamp())
                + int64Bytes(MsgBase.SOURCEID_FIELD_NUMBER, request.partition());
    }

    private void writeBase(CodedOutputStream out, int baseBytes, long messageId)
            throws IOException {
        Wire.writeHead(out, Msg.InsertRequest.BASE_FIELD_NUMBER, baseBytes);
        out.writeEnum(MsgBase.MSG_TYPE_FIELD_NUMBER, MSG_TYPE);
        writeInt64(out, MsgBase.MSGID_FIELD_NUMBER, messageId);
        writeInt64(out, MsgBase.TIMESTAMP_FIELD_NUMBER, request.timestamp());
        writeInt64(out, MsgBase.SOURCEID_FIELD_NUMBER, request.partition());
    }

    private int placeBytes(PartitionMeta partition, long segmentId) {
        int name =
                partition.getName().isEmpty()
                        ? 0
                        : CodedOutputStream.computeStringSize(
                                Msg.InsertRequest.PARTITION_NAME_FIELD_NUMBER, partition.getName());
        return name
                + int64Bytes(Msg.InsertRequest.COLLECTIONID_FIELD_NUMBER, schema.collectionId())
                + int64Bytes(Msg.InsertRequest.PARTITIONID_FIELD_NUMBER, partition.getId())
                + int64Bytes(Msg.InsertRequest.SEGMENTID_FIELD_NUMBER, segmentId);
    }

    private void writePlace(CodedOutputStream out, PartitionMeta partition, long segmentId)
            throws IOException {
        if (!partition.getName().isEmpty()) {
            out.writeString(Msg.InsertRequest.PARTITION_NAME_FIELD_NUMBER, partition.getName());
        }
        writeInt64(out, Msg.InsertRequest.COLLECTIONID_FIELD_NUMBER, schema.collectionId());
        writeInt64(out, Msg.InsertRequest.PARTITIONID_FIELD_NUMBER, partition.getId());
        writeInt64(out, Msg.InsertRequest.SEGMENTID_FIELD_NUMBER, segmentId);
    }

    /** Proto3 leaves out a number that is 0. */
    private static int int64Bytes(int fieldNumber, long value) {
        return value == 0 ? 0 : CodedOutputStream.computeInt64Size(fieldNumber, value);
    }

    private static void writeInt64(CodedOutputStream out, int fieldNumber, long value)
            throws IOException {
        if (value != 0) {
            out.writeInt64(fieldNumber, value);
        }
    }

    /** A bound of what a message takes beside its rows. */
    static long maxHeadBytes(
            InsertSchema schema, int shard, PartitionMeta partition, List<InsertColumn> columns) {
        long bytes = schema.maxHeadBytes(shard) + 3L * partition.getName().length();
        for (InsertColumn column : columns) {
            bytes += column.envelope().maxBytes();
        }
        return bytes;
    }
}

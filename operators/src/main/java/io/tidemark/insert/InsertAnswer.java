package io.tidemark.insert;

import com.google.protobuf.CodedOutputStream;
import io.milvus.grpc.IDs;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MutationResult;

/**
 * Writes the answer to an insert that was written, a {@code milvus.proto.milvus.MutationResult}:
 * straight into an array of its exact size, in the bytes that protobuf itself would write. Built as
 * a message it would cost as much as the rows.
 */
final class InsertAnswer {

    /** Success is 0 in both codes: an empty status. */
    private static final int STATUS_BYTES = 0;

    private InsertAnswer() {}

    /**
     * The answer that all rows were inserted.
     *
     * @param text whether the keys are texts, else they are numbers
     */
    static byte[] write(KeyColumn keys, boolean text, Rows rows, long timestamp) {
        int keyBytes = (int) keys.bytes(rows);
        // Numbers lie packed in one field of their array, each text is a field by itself.
        int arrayBytes = text ? keyBytes : Wire.fieldBytes(keyBytes);
        int idsBytes = Wire.fieldBytes(arrayBytes);
        int indexBytes = 0;
        for (int row = 0; row < rows.count(); row++) {
            indexBytes += CodedOutputStream.computeUInt32SizeNoTag(row);
        }
        WireWriter out =
                new WireWriter(
                        Wire.fieldBytes(STATUS_BYTES)
                                + Wire.fieldBytes(idsBytes)
                                + Wire.fieldBytes(indexBytes)
                                + CodedOutputStream.computeInt64Size(
                                        MutationResult.INSERT_CNT_FIELD_NUMBER, rows.count())
                                + CodedOutputStream.computeUInt64Size(
                                        MutationResult.TIMESTAMP_FIELD_NUMBER, timestamp));
        out.writeHead(MutationResult.STATUS_FIELD_NUMBER, STATUS_BYTES);
        out.writeHead(MutationResult.IDS_FIELD_NUMBER, idsBytes);
        out.writeHead(text ? IDs.STR_ID_FIELD_NUMBER : IDs.INT_ID_FIELD_NUMBER, arrayBytes);
        if (!text) {
            out.writeHead(LongArray.DATA_FIELD_NUMBER, keyBytes);
        }
        keys.write(out, rows);
        out.writeHead(MutationResult.SUCC_INDEX_FIELD_NUMBER, indexBytes);
        for (int row = 0; row < rows.count(); row++) {
            out.writeVarint(row);
        }
        out.writeNumber(MutationResult.INSERT_CNT_FIELD_NUMBER, rows.count());
        out.writeNumber(MutationResult.TIMESTAMP_FIELD_NUMBER, timestamp);
        return out.finish();
    }
}

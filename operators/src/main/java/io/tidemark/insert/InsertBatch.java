package io.tidemark.insert;

import com.google.protobuf.WireFormat;
import io.milvus.grpc.InsertRequest;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Payload;
import io.tidemark.request.RefusedException;
import java.util.ArrayList;
import java.util.List;

/**
 * A serialized {@code milvus.proto.milvus.InsertRequest}, taken apart only as far as needed: names,
 * numbers, and where each column lies in the payload. The payload is shared, not copied, and must
 * not change.
 */
public final class InsertBatch {

    /** More columns than any schema has fields: what is beyond is no insert. */
    static final int MAX_COLUMNS = 1024;

    private static final int LENGTH_DELIMITED = WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private final List<SentColumn> columns = new ArrayList<>();
    private String dbName = "";
    private String collectionName = "";
    private String partitionName = "";
    private long rows;
    private long schemaTimestamp;

    private InsertBatch() {}

    /**
     * Reads the top level of a request.
     *
     * @param texts of requests before it
     * @throws RefusedException where it is not a valid message, or asks for a namespace
     */
    public static InsertBatch parse(Payload payload, KnownTexts texts) throws RefusedException {
        InsertBatch batch = new InsertBatch();
        WireReader in = WireReader.of(payload);
        while (!in.atEnd()) {
            batch.readField(in, in.readTag(), texts);
        }
        return batch;
    }

    private void readField(WireReader in, int tag, KnownTexts texts) throws RefusedException {
        switch (tag) {
            case InsertRequest.DB_NAME_FIELD_NUMBER << 3 | LENGTH_DELIMITED ->
                    dbName = in.readRange().text(texts);
            case InsertRequest.COLLECTION_NAME_FIELD_NUMBER << 3 | LENGTH_DELIMITED ->
                    collectionName = in.readRange().text(texts);
            case InsertRequest.PARTITION_NAME_FIELD_NUMBER << 3 | LENGTH_DELIMITED ->
                    partitionName = in.readRange().text(texts);
            case InsertRequest.FIELDS_DATA_FIELD_NUMBER << 3 | LENGTH_DELIMITED -> {
                if (columns.size() == MAX_COLUMNS) {
                    throw new RefusedException(
                            ErrorKind.TOO_LARGE,
                            "one insert may hold at most " + MAX_COLUMNS + " columns");
                }
                columns.add(SentColumn.parse(in.readRange(), texts));
            }
            // Rows of a namespace put elsewhere without a word would be lost to their owner.
            case InsertRequest.NAMESPACE_FIELD_NUMBER << 3 | LENGTH_DELIMITED -> {
                if (in.skipRange() > 0) {
                    throw new RefusedException(
                            ErrorKind.INVALID_PARAMETER, "namespaces are not supported");
                }
            }
            case InsertRequest.NUM_ROWS_FIELD_NUMBER << 3 -> rows = in.readVarint() & 0xffffffffL;
            case InsertRequest.SCHEMA_TIMESTAMP_FIELD_NUMBER << 3 ->
                    schemaTimestamp = in.readVarint();
            default -> in.skip(tag);
        }
    }

    /** As sent; empty for the default database. */
    public String dbName() {
        return dbName;
    }

    public String collectionName() {
        return collectionName;
    }

    /** As sent; empty for the default partition. */
    public String partitionName() {
        return partitionName;
    }

    /** The number of rows the client claims: 0 to 2^32 − 1, not yet compared with anything. */
    public long rows() {
        return rows;
    }

    /** The update timestamp of the schema the client knows; 0 where it does not say. */
    public long schemaTimestamp() {
        return schemaTimestamp;
    }

    List<SentColumn> columns() {
        return columns;
    }
}

package io.tidemark.bench.check;

import com.google.protobuf.Message;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.InsertRequest;

/**
 * What is kept of a request's rows.
 *
 * @param rows of an insert; shards of a create
 * @param columns of an insert
 * @param opaque whether its rows cannot be compared by what is in them
 * @param sum Σ of the rows' hashes
 * @param orderedSum Σ of the rows' hashes, each times the row's number
 */
record LoggedRows(int rows, int columns, boolean opaque, long sum, long orderedSum) {

    /**
     * @param body of a request; null where it could not be read
     */
    static LoggedRows of(Message body) {
        if (body instanceof InsertRequest insert) {
            return of(insert);
        }
        int shards =
                body instanceof CreateCollectionRequest create
                        ? Math.max(1, create.getShardsNum())
                        : 0;
        return new LoggedRows(shards, 0, body == null, 0, 0);
    }

    private static LoggedRows of(InsertRequest insert) {
        int rows = insert.getNumRows();
        int columns = insert.getFieldsDataCount();
        // A number that no batch could hold is refused, so its rows need no hash.
        if (rows >= 0 && rows <= insert.getSerializedSize()) {
            try {
                long sum = 0;
                long orderedSum = 0;
                long[] hashes = RowHashes.of(insert.getFieldsDataList(), rows, "");
                for (int row = 0; row < rows; row++) {
                    sum += hashes[row];
                    orderedSum += hashes[row] * row;
                }
                return new LoggedRows(rows, columns, false, sum, orderedSum);
            } catch (RuntimeException unequal) {
                return new LoggedRows(rows, columns, true, 0, 0);
            }
        }
        return new LoggedRows(rows, columns, true, 0, 0);
    }
}

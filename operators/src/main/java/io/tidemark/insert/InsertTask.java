package io.tidemark.insert;

import io.milvus.grpc.MutationResult;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Refusal;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;
import io.tidemark.segment.SegmentAllocator;
import io.tidemark.wal.WalOutput;
import java.util.List;
import java.util.function.Consumer;

/**
 * One insert: pre-execute ({@link #prepare} validates and refuses), execute (rows go to shards and
 * segments and are repacked), post-execute (the answer). A prepared task cannot fail, so nothing is
 * ever written of an insert that is refused.
 *
 * <p>Row i's id is the request's first id + i, its timestamp the request's.
 */
public final class InsertTask {

    /** Most bytes of a row's id and timestamp. */
    private static final int MAX_ROW_HEAD_BYTES = 20;

    private final Request request;
    private final InsertSchema schema;
    private final List<PartitionMeta> partitions;
    private final List<InsertColumn> columns;
    private final KeyColumn primaryKey;
    private final Rows all;
    private final long maxRowsBytes;

    /** Whether any rows fit into a message, since all together do. */
    private final boolean oneMessage;

    private InsertTask(
            Request request,
            InsertSchema schema,
            List<PartitionMeta> partitions,
            List<InsertColumn> columns,
            long maxRowsBytes) {
        this.request = request;
        this.schema = schema;
        this.partitions = partitions;
        this.columns = columns;
        this.primaryKey = (KeyColumn) columns.get(schema.primaryKey()).data();
        this.maxRowsBytes = maxRowsBytes;
        this.all = Rows.all(request.idCount());
        this.oneMessage = maxBytes(all) <= maxRowsBytes;
    }

    /**
     * Validates an insert against the collection as of its timestamp.
     *
     * @param request stamped, with one id reserved for each row
     * @param batch of the request's payload
     * @param partitions the one partition that takes the rows; of a collection with a partition key
     *     all its partitions, {@code _default_<i>} at index i
     * @throws RefusedException what the client is to be told
     */
    public static InsertTask prepare(
            Request request,
            InsertBatch batch,
            InsertSchema schema,
            List<PartitionMeta> partitions,
            ClusterSettings settings)
            throws RefusedException {
        checkRequest(request, batch, schema, settings);
        checkPartitions(batch, schema, partitions);
        List<InsertColumn> columns = ColumnMatch.columns(batch, schema, request);
        long head = InsertMessage.maxHeadBytes(schema, partitions, columns);
        InsertTask task =
                new InsertTask(
                        request, schema, partitions, columns, settings.getMaxMessageBytes() - head);
        task.checkRowsFit(settings.getMaxMessageBytes(), head);
        return task;
    }

    private static void checkRequest(
            Request request, InsertBatch batch, InsertSchema schema, ClusterSettings settings)
            throws RefusedException {
        long rows = batch.rows();
        if (rows == 0) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER, "num_rows must be greater than 0");
        }
        if (rows > settings.getMaxRows()) {
            throw new RefusedException(
                    ErrorKind.TOO_LARGE,
                    String.format(
                            "num_rows is %d, one insert may hold at most %d rows",
                            rows, settings.getMaxRows()));
        }
        if (rows != request.idCount()) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    String.format(
                            "num_rows is %d, the request's size allowed for %d rows",
                            rows, request.idCount()));
        }
        if (batch.schemaTimestamp() != 0 && batch.schemaTimestamp() != schema.updateTimestamp()) {
            throw new RefusedException(
                    ErrorKind.SCHEMA_MISMATCH,
                    "collection schema mismatch[collection=" + schema.name() + "]");
        }
    }

    private static void checkPartitions(
            InsertBatch batch, InsertSchema schema, List<PartitionMeta> partitions)
            throws RefusedException {
        boolean keyed = schema.partitionKey() >= 0;
        if (keyed && !batch.partitionName().isEmpty()) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    "not support manually specifying the partition names if partition key mode is"
                            + " used");
        }
        if (partitions.isEmpty() || (!keyed && partitions.size() > 1)) {
            throw new IllegalArgumentException(
                    "rows go to one partition, or with a partition key to at least one, found "
                            + partitions.size());
        }
    }

    /** Only where all rows do not fit into one message does the size of each matter. */
    private void checkRowsFit(int maxMessageBytes, long head) throws RefusedException {
        if (oneMessage) {
            return;
        }
        for (int row = 0; row < request.idCount(); row++) {
            if (maxRowBytes(row) > maxRowsBytes) {
                throw new RefusedException(
                        ErrorKind.TOO_LARGE,
                        String.format(
                                "row %d does not fit into a message: it takes up to %d bytes with"
                                        + " its names, at most %d are allowed",
                                row, maxRowBytes(row) + head, maxMessageBytes));
            }
        }
    }

    private long maxRowBytes(int row) {
        long bytes = MAX_ROW_HEAD_BYTES;
        for (int index = 0; index < columns.size(); index++) {
            bytes += columns.get(index).maxRowBytes(row);
        }
        return bytes;
    }

    private long maxBytes(Rows rows) {
        long bytes = (long) MAX_ROW_HEAD_BYTES * rows.count();
        for (int index = 0; index < columns.size(); index++) {
            bytes += columns.get(index).maxBytes(rows);
        }
        return bytes;
    }

    /**
     * Writes the rows: shard by shard, within a shard partition by partition, rows in the batch's
     * order. A message holds rows of one segment.
     */
    public void execute(SegmentAllocator segments, Consumer<WalOutput.Message> messages) {
        Output output = new Output(segments, messages);
        RowGroups groups = groups();
        for (int shard = 0; shard < schema.shards(); shard++) {
            for (int partition = 0; partition < partitions.size(); partition++) {
                Rows rows = groups.rows(shard * partitions.size() + partition);
                if (rows.count() > 0) {
                    output.write(shard, partitions.get(partition), rows);
                }
            }
        }
    }

    private RowGroups groups() {
        int[] group = new int[request.idCount()];
        int shards = schema.shards();
        int partitionCount = partitions.size();
        for (int row = 0; row < group.length; row++) {
            group[row] = primaryKey.shard(row, shards) * partitionCount;
        }
        if (schema.partitionKey() >= 0) {
            KeyColumn partitionKey = (KeyColumn) columns.get(schema.partitionKey()).data();
            for (int row = 0; row < group.length; row++) {
                group[row] += partitionKey.shard(row, partitionCount);
            }
        }
        return RowGroups.of(group, shards * partitionCount);
    }

    /** Cuts rows at segments and at the largest message, and numbers the messages. */
    private final class Output {
        private final SegmentAllocator segments;
        private final Consumer<WalOutput.Message> messages;
        private final InsertMessage message = new InsertMessage(request, schema, columns);
        private final int[] parts = new int[schema.channels()];

        private Output(SegmentAllocator segments, Consumer<WalOutput.Message> messages) {
            this.segments = segments;
            this.messages = messages;
        }

        private void write(int shard, PartitionMeta partition, Rows rows) {
            int from = rows.from();
            while (from < rows.to()) {
                SegmentAllocator.Allocation place =
                        segments.allocate(
                                schema.collectionId(),
                                partition.getId(),
                                shard,
                                rows.to() - from,
                                request.firstId() + rows.order()[from],
                                request.timestamp());
                int end = from + place.rows();
                while (from < end) {
                    int cut = cut(rows.part(from, end));
                    emit(shard, partition, place.segmentId(), rows.part(from, cut));
                    from = cut;
                }
            }
        }

        /** The index behind the last row that still fits into one message with the first. */
        private int cut(Rows rows) {
            if (oneMessage) {
                return rows.to();
            }
            long bytes = 0;
            for (int index = rows.from(); index < rows.to(); index++) {
                bytes += maxRowBytes(rows.order()[index]);
                if (bytes > maxRowsBytes) {
                    return index;
                }
            }
            return rows.to();
        }

        private void emit(int shard, PartitionMeta partition, long segmentId, Rows rows) {
            int channel = schema.channel(shard);
            byte[] body = message.write(shard, partition, segmentId, rows);
            segments.wrote(request.timestamp(), rows.count(), body.length);
            messages.accept(
                    new WalOutput.Message(
                            channel,
                            request.timestamp(),
                            request.partition(),
                            parts[channel]++,
                            body));
        }
    }

    /** The answer to an insert that was written: a serialized {@code MutationResult}. */
    public byte[] result() {
        boolean text = schema.fields().get(schema.primaryKey()).type() == ColumnType.VARCHAR;
        return InsertAnswer.write(primaryKey, text, all, request.timestamp());
    }

    /**
     * The answer to an insert that was refused.
     *
     * @param rows what the client claimed; each is listed as failed where the request can hold so
     *     many, so that a small lie has no large answer
     */
    public static MutationResult failure(Refusal refusal, long rows, Request request) {
        MutationResult.Builder result =
                MutationResult.newBuilder().setStatus(refusal.status()).setInsertCnt(rows);
        if (rows == request.idCount()) {
            for (int row = 0; row < rows; row++) {
                result.addErrIndex(row);
            }
        }
        return result.build();
    }
}

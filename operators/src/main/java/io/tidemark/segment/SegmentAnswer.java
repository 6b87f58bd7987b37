package io.tidemark.segment;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.milvus.grpc.FlushResponse;
import io.milvus.grpc.GetCollectionStatisticsResponse;
import io.milvus.grpc.GetPartitionStatisticsResponse;
import io.milvus.grpc.GetPersistentSegmentInfoResponse;
import io.milvus.grpc.GetQuerySegmentInfoResponse;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.PersistentSegmentInfo;
import io.milvus.grpc.QuerySegmentInfo;
import io.milvus.grpc.SegmentState;
import io.milvus.grpc.ShowSegmentsResponse;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.SegmentEntry;
import io.tidemark.proto.SegmentRead;
import io.tidemark.request.Method;
import io.tidemark.request.ReplyTo;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.AnswerPart;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the view answers about the segments of a collection as of a read's timestamp. The answer
 * begins with what the root coordinator wrote; the rest is put behind it, as protobuf allows.
 */
final class SegmentAnswer {

    /** Log partition of {@code definitions}, where all reads come from. */
    private static final int DEFINITIONS = 0;

    private static final long MS_IN_A_SECOND = 1_000;

    private final SegmentRead read;
    private final long at;
    private final List<SegmentEntry> segments;

    private SegmentAnswer(SegmentRead read, List<SegmentEntry> all) {
        this.read = read;
        this.at = read.getTimestamp();
        this.segments = all.stream().filter(this::concerns).toList();
    }

    /**
     * @param all every segment of the collection, by id
     */
    static WalOutput of(SegmentRead read, List<SegmentEntry> all) {
        Method method =
                Method.ofNumber(read.getMethod())
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "no method has number " + read.getMethod()));
        ByteString rest = new SegmentAnswer(read, all).rest(method).toByteString();
        Answer answer =
                new Answer(
                        DEFINITIONS,
                        read.getOffset(),
                        new ReplyTo(
                                read.getReplyTo(),
                                read.getCorrelation().toByteArray(),
                                read.getJson()),
                        method,
                        read.getTimestamp(),
                        read.getHead().concat(rest).toByteArray());
        return read.getParts() == 1
                ? answer
                : new AnswerPart(answer, read.getPart(), read.getParts());
    }

    private boolean concerns(SegmentEntry segment) {
        boolean inPartition =
                read.getPartitionId() == 0 || read.getPartitionId() == segment.getPartitionId();
        return inPartition && SegmentEntries.opened(segment, at);
    }

    private Message rest(Method method) {
        return switch (method) {
            case FLUSH -> flush();
            case FLUSH_ALL ->
                    FlushAllAnswers.result(read, ids(this::isSealed), ids(this::isFlushed));
            case GET_FLUSH_ALL_STATE -> FlushAllAnswers.state(read, isFlushedUntil());
            case GET_COLLECTION_STATISTICS ->
                    GetCollectionStatisticsResponse.newBuilder().addStats(rowCount()).build();
            case GET_PARTITION_STATISTICS ->
                    GetPartitionStatisticsResponse.newBuilder().addStats(rowCount()).build();
            case SHOW_SEGMENTS ->
                    ShowSegmentsResponse.newBuilder()
                            .addAllSegmentIDs(segments.stream().map(SegmentEntry::getId).toList())
                            .build();
            case GET_PERSISTENT_SEGMENT_INFO -> persistent();
            case GET_QUERY_SEGMENT_INFO -> query();
            default ->
                    throw new IllegalStateException("segments know nothing of " + method.rpcName());
        };
    }

    private FlushResponse flush() {
        String name = read.getCollectionName();
        return FlushResponse.newBuilder()
                .putCollSegIDs(name, ids(this::isSealed))
                .putFlushCollSegIDs(name, ids(this::isFlushed))
                .putCollSealTimes(name, sealSeconds(read))
                .putCollFlushTs(name, at)
                .build();
    }

    /** The time of a flush in seconds since 1970, as backup tools want it. */
    static long sealSeconds(SegmentRead read) {
        return HybridTimestamp.physicalMs(read.getTimestamp()) / MS_IN_A_SECOND;
    }

    private boolean isSealed(SegmentEntry segment) {
        return SegmentEntries.sealed(segment, at) && !isFlushed(segment);
    }

    private boolean isFlushed(SegmentEntry segment) {
        return SegmentEntries.flushed(segment, at);
    }

    /** A segment has a row since it was opened: whatever lies behind that time may wait. */
    private boolean isFlushedUntil() {
        return segments.stream()
                .filter(segment -> SegmentEntries.opened(segment, read.getUntilTimestamp()))
                .allMatch(this::isFlushed);
    }

    private LongArray ids(Predicate<SegmentEntry> which) {
        return LongArray.newBuilder()
                .addAllData(segments.stream().filter(which).map(SegmentEntry::getId).toList())
                .build();
    }

    private KeyValuePair rowCount() {
        long rows = segments.stream().mapToLong(segment -> SegmentEntries.rows(segment, at)).sum();
        return KeyValuePair.newBuilder().setKey("row_count").setValue(Long.toString(rows)).build();
    }

    private GetPersistentSegmentInfoResponse persistent() {
        GetPersistentSegmentInfoResponse.Builder response =
                GetPersistentSegmentInfoResponse.newBuilder();
        for (SegmentEntry segment : segments) {
            if (SegmentEntries.sealed(segment, at)) {
                response.addInfos(
                        PersistentSegmentInfo.newBuilder()
                                .setSegmentID(segment.getId())
                                .setCollectionID(read.getCollectionId())
                                .setPartitionID(segment.getPartitionId())
                                .setNumRows(SegmentEntries.rows(segment, at))
                                .setState(state(segment)));
            }
        }
        return response.build();
    }

    private GetQuerySegmentInfoResponse query() {
        GetQuerySegmentInfoResponse.Builder response = GetQuerySegmentInfoResponse.newBuilder();
        for (SegmentEntry segment : segments) {
            response.addInfos(
                    QuerySegmentInfo.newBuilder()
                            .setSegmentID(segment.getId())
                            .setCollectionID(read.getCollectionId())
                            .setPartitionID(segment.getPartitionId())
                            .setMemSize(SegmentEntries.bytes(segment, at))
                            .setNumRows(SegmentEntries.rows(segment, at))
                            .setState(state(segment)));
        }
        return response.build();
    }

    private SegmentState state(SegmentEntry segment) {
        if (isFlushed(segment)) {
            return SegmentState.Flushed;
        }
        return SegmentEntries.sealed(segment, at) ? SegmentState.Sealed : SegmentState.Growing;
    }
}

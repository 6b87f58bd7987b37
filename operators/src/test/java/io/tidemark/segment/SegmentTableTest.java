package io.tidemark.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.milvus.grpc.FlushAllResponse;
import io.milvus.grpc.FlushAllResult;
import io.milvus.grpc.FlushAllState;
import io.milvus.grpc.FlushCollectionResult;
import io.milvus.grpc.FlushResponse;
import io.milvus.grpc.GetCollectionStatisticsResponse;
import io.milvus.grpc.GetFlushAllStateResponse;
import io.milvus.grpc.GetPersistentSegmentInfoResponse;
import io.milvus.grpc.GetQuerySegmentInfoResponse;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.PersistentSegmentInfo;
import io.milvus.grpc.QuerySegmentInfo;
import io.milvus.grpc.SegmentState;
import io.milvus.grpc.ShowSegmentsResponse;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.proto.SegmentFill;
import io.tidemark.proto.SegmentMeta;
import io.tidemark.proto.SegmentRead;
import io.tidemark.proto.SegmentUpdate;
import io.tidemark.request.Method;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Responses;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.AnswerPart;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // the results of FlushAll are what clients of today read
class SegmentTableTest {

    private static final long COLLECTION = 1;
    private static final long PARTITION = 2;
    private static final long NOTHING_CLOSED = Long.MIN_VALUE;

    private final TestingSegmentStore store = new TestingSegmentStore();
    private final SegmentTable table = new SegmentTable(store);
    private final List<WalOutput> answers = new ArrayList<>();

    @Test
    void usageExample() throws Exception {
        take(fill(500, PARTITION, at(10), at(30)));
        assertThat(table.take(read(Method.GET_COLLECTION_STATISTICS, at(20)), NOTHING_CLOSED))
                .isEqualTo(20);

        close(19);
        assertThat(answers).isEmpty();
        close(20);

        GetCollectionStatisticsResponse response =
                GetCollectionStatisticsResponse.parseFrom(answer().body());
        assertThat(response.getStatus().getCode()).isZero();
        assertThat(response.getStats(0).getKey()).isEqualTo("row_count");
        // A message holds ten rows.
        assertThat(response.getStats(0).getValue()).isEqualTo("10");
    }

    @Test
    void anAnswerGoesWhereItsRequestWantedIt() {
        take(read(Method.SHOW_SEGMENTS, at(20)));
        close(20);

        Answer answer = answer();
        assertThat(answer.partition()).isZero();
        assertThat(answer.offset()).isEqualTo(77);
        assertThat(answer.replyTo()).isEqualTo(new ReplyTo(3, new byte[] {9}, true));
        assertThat(answer.method()).isEqualTo(Method.SHOW_SEGMENTS);
        assertThat(answer.timestamp()).isEqualTo(at(20));
    }

    @Test
    void aReadOfTheSameMillisecondSeesWhatHasALowerTimestamp() throws Exception {
        long early = HybridTimestamp.of(20, 0, 4);
        long late = HybridTimestamp.of(20, 0, 6);
        take(fill(500, PARTITION, early));
        take(fill(501, PARTITION, late));
        take(read(Method.SHOW_SEGMENTS, HybridTimestamp.of(20, 0, 5)));
        close(20);

        assertThat(ShowSegmentsResponse.parseFrom(answer().body()).getSegmentIDsList())
                .containsExactly(500L);
    }

    /** A proxy tells of a millisecond's inserts together. */
    @Test
    void noReadLiesBetweenTheInsertsOfAMillisecond() throws Exception {
        take(fill(500, PARTITION, HybridTimestamp.of(20, 1, 0)));
        take(read(Method.GET_COLLECTION_STATISTICS, HybridTimestamp.of(20, 0, 1023)));
        take(read(Method.GET_COLLECTION_STATISTICS, at(21)));
        close(21);

        assertThat(rowsOf(body(0))).isZero();
        assertThat(rowsOf(body(1))).isEqualTo(10);
    }

    @Test
    void rowsStayExactWhileOldOnesAreSummedUp() throws Exception {
        take(fill(500, PARTITION, at(10), at(11)));
        table.take(fill(500, PARTITION, at(21), at(40)), 20);
        table.take(read(Method.GET_COLLECTION_STATISTICS, at(39)), 20);
        table.take(fill(500, PARTITION, at(41)), 30);
        assertThat(table.segments().get(0).getRows()).isEqualTo(30);
        close(39);

        assertThat(rows()).isEqualTo(30);
    }

    @Test
    void aPartitionHasItsOwnRows() throws Exception {
        take(fill(500, PARTITION, at(10)));
        take(fill(501, 9, at(10), at(11)));
        SegmentUpdate.Builder read = read(Method.GET_PARTITION_STATISTICS, at(20)).toBuilder();
        read.getReadBuilder().setPartitionId(9);
        take(read.build());
        close(20);

        assertThat(rows()).isEqualTo(20);
    }

    @Test
    void aFlushTellsWhatIsSealedAndWhatIsFlushedByThen() throws Exception {
        take(sealed(fill(500, PARTITION, at(10)), at(12)));
        take(sealed(fill(501, PARTITION, at(11)), at(20)));
        take(fill(502, PARTITION, at(21)));
        take(sealed(fill(503, PARTITION, at(11)), at(13)));
        take(flushed(503, at(19)));
        take(flushed(500, at(21)));
        take(read(Method.FLUSH, at(20)));
        close(30);

        FlushResponse response = FlushResponse.parseFrom(answer().body());
        assertThat(response.getCollSegIDsMap())
                .containsOnlyKeys("films")
                .containsEntry("films", ids(500, 501));
        assertThat(response.getFlushCollSegIDsMap()).containsEntry("films", ids(503));
        assertThat(response.getCollFlushTsMap()).containsEntry("films", at(20));
        assertThat(response.getCollSealTimesMap()).containsEntry("films", 0L);
    }

    @Test
    void sealTimesAreInSeconds() throws Exception {
        take(read(Method.FLUSH, at(12_345)));
        close(12_345);

        assertThat(FlushResponse.parseFrom(answer().body()).getCollSealTimesMap())
                .containsEntry("films", 12L);
    }

    @Test
    void segmentsAreListedInTheirStates() throws Exception {
        take(sealed(fill(500, PARTITION, at(10)), at(12)));
        take(fill(501, PARTITION, at(11)));
        take(sealed(fill(502, PARTITION, at(11)), at(13)));
        take(flushed(502, at(19)));
        take(read(Method.GET_PERSISTENT_SEGMENT_INFO, at(20)));
        take(read(Method.GET_QUERY_SEGMENT_INFO, at(21)));
        close(30);

        assertThat(GetPersistentSegmentInfoResponse.parseFrom(body(0)).getInfosList())
                .containsExactly(
                        persistent(500, SegmentState.Sealed),
                        persistent(502, SegmentState.Flushed));
        assertThat(GetQuerySegmentInfoResponse.parseFrom(body(1)).getInfosList())
                .containsExactly(
                        queried(500, SegmentState.Sealed),
                        queried(501, SegmentState.Growing),
                        queried(502, SegmentState.Flushed));
    }

    @Test
    void whatIsDroppedIsForgottenAtItsTime() throws Exception {
        take(fill(500, PARTITION, at(10)));
        take(fill(501, 9, at(10)));
        take(read(Method.GET_COLLECTION_STATISTICS, at(18)));
        take(
                change(
                        at(19),
                        MetaChange.newBuilder().setPartition(PartitionMeta.newBuilder().setId(9))));
        take(read(Method.GET_COLLECTION_STATISTICS, at(20)));
        take(
                change(
                        at(21),
                        MetaChange.newBuilder()
                                .setCollection(CollectionMeta.newBuilder().setId(COLLECTION))));
        close(20);
        assertThat(table.segments()).hasSize(1);
        close(21);

        assertThat(rowsOf(body(0))).isEqualTo(20);
        assertThat(rowsOf(body(1))).isEqualTo(10);
        assertThat(table.segments()).isEmpty();
    }

    @Test
    void aFlushedSegmentThatNoProxyToldOfIsNotShown() throws Exception {
        take(flushed(900, at(10)));
        take(read(Method.SHOW_SEGMENTS, at(20)));
        close(20);

        assertThat(ShowSegmentsResponse.parseFrom(answer().body()).getSegmentIDsCount()).isZero();
    }

    @Test
    void severalCollectionsAnswerTogetherInParts() throws Exception {
        List<AnswerPart> parts = new ArrayList<>();
        for (int part = 0; part < 2; part++) {
            SegmentTable other = new SegmentTable(new TestingSegmentStore());
            SegmentUpdate.Builder read = read(Method.FLUSH, at(20)).toBuilder();
            read.getReadBuilder().setPart(part).setParts(2).setCollectionName("films" + part);
            if (part > 0) {
                read.getReadBuilder().setHead(ByteString.EMPTY);
            }
            other.take(sealed(fill(500 + part, PARTITION, at(10)), at(20)), NOTHING_CLOSED);
            other.take(read.build(), NOTHING_CLOSED);
            other.close(20, output -> parts.add(0, (AnswerPart) output));
        }

        assertThat(AnswerParts.join(parts.subList(0, 1))).isEmpty();
        FlushResponse whole = FlushResponse.parseFrom(AnswerParts.join(parts).orElseThrow().body());
        assertThat(whole.getStatus().getCode()).isZero();
        assertThat(whole.getCollSegIDsMap())
                .containsOnlyKeys("films0", "films1")
                .containsEntry("films0", ids(500))
                .containsEntry("films1", ids(501));
    }

    @Test
    void readsInFlightCostEachOtherNothing() {
        int reads = 1_000;
        for (int ms = 1; ms <= reads; ms++) {
            take(read(Method.SHOW_SEGMENTS, at(ms)));
        }
        int taken = store.waitingReads();
        for (int ms = 1; ms <= reads; ms++) {
            table.close(ms, answers::add);
        }

        // Each looks once when it comes and once when its time has come, whatever else waits.
        assertThat(taken).isEqualTo(reads);
        assertThat(store.waitingReads() - taken).isEqualTo(reads);
        assertThat(answers)
                .extracting(answer -> ((Answer) answer).timestamp())
                .isSorted()
                .hasSize(reads);
    }

    @Test
    void whatCameInAnyOrderIsTakenInThatOfTimestamps() throws Exception {
        take(fill(500, PARTITION, at(10)));
        take(read(Method.GET_QUERY_SEGMENT_INFO, HybridTimestamp.of(20, 0, 2)));
        take(flushed(500, HybridTimestamp.of(20, 0, 1)));
        take(read(Method.GET_QUERY_SEGMENT_INFO, HybridTimestamp.of(20, 0, 0)));
        close(20);

        assertThat(GetQuerySegmentInfoResponse.parseFrom(body(0)).getInfosList())
                .containsExactly(queried(500, SegmentState.Growing));
        assertThat(GetQuerySegmentInfoResponse.parseFrom(body(1)).getInfosList())
                .containsExactly(queried(500, SegmentState.Flushed));
    }

    @Test
    void aMillisecondThatNothingWaitsForIsNotClosed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> table.close(20, answers::add))
                .withMessage("Invariant 3: nothing waits for millisecond 20");
    }

    @Test
    void aFlushOfAllTellsOfEachCollectionUnderItsDatabase() throws Exception {
        List<AnswerPart> parts = new ArrayList<>();
        String[] databases = {"lab", "default", "lab"};
        for (int part = 0; part < databases.length; part++) {
            take(part, databases, Method.FLUSH_ALL, parts);
        }

        FlushAllResponse whole =
                FlushAllResponse.parseFrom(AnswerParts.join(parts).orElseThrow().body());
        assertThat(whole.getStatus().getCode()).isZero();
        assertThat(whole.getFlushResultsList())
                .containsExactly(
                        FlushAllResult.newBuilder()
                                .setDbName("default")
                                .addCollectionResults(result(1))
                                .build(),
                        FlushAllResult.newBuilder()
                                .setDbName("lab")
                                .addCollectionResults(result(0))
                                .addCollectionResults(result(2))
                                .build());
    }

    /** Those opened behind 15 ms do not count; of the others only collection 1's is flushed. */
    @Test
    void allIsFlushedWhenNoCollectionSaysOtherwise() throws Exception {
        String[] databases = {"default", "default"};
        List<AnswerPart> parts = new ArrayList<>();
        take(0, databases, Method.GET_FLUSH_ALL_STATE, parts);
        take(1, databases, Method.GET_FLUSH_ALL_STATE, parts);
        assertThat(state(parts))
                .isEqualTo(
                        GetFlushAllStateResponse.newBuilder()
                                .setStatus(Responses.success())
                                .addFlushStates(
                                        FlushAllState.newBuilder()
                                                .setDbName("default")
                                                .putCollectionFlushStates("films0", false)
                                                .putCollectionFlushStates("films1", true))
                                .build());
        parts.clear();
        take(1, databases, Method.GET_FLUSH_ALL_STATE, parts);
        take(1, databases, Method.GET_FLUSH_ALL_STATE, parts);
        assertThat(state(parts).getFlushed()).isTrue();
    }

    @Test
    void oneCollectionAloneIsAWholeAnswer() throws Exception {
        List<AnswerPart> none = new ArrayList<>();
        take(0, new String[] {""}, Method.GET_FLUSH_ALL_STATE, none);

        GetFlushAllStateResponse state = GetFlushAllStateResponse.parseFrom(answer().body());
        assertThat(state.getFlushed()).isFalse();
        assertThat(state.getFlushStatesCount()).as("its database is not to be named").isZero();
    }

    private static GetFlushAllStateResponse state(List<AnswerPart> parts) throws Exception {
        return GetFlushAllStateResponse.parseFrom(AnswerParts.join(parts).orElseThrow().body());
    }

    /** Each collection has a sealed segment, that of 1 is flushed, and a later growing one. */
    private void take(int collection, String[] databases, Method method, List<AnswerPart> parts) {
        TestingSegmentStore others = new TestingSegmentStore();
        SegmentTable other = new SegmentTable(others);
        int id = 500 + collection;
        other.take(sealed(fill(id, PARTITION, at(10)), at(12)), NOTHING_CLOSED);
        other.take(fill(600 + collection, PARTITION, at(17)), NOTHING_CLOSED);
        if (collection == 1) {
            other.take(flushed(id, at(19)), NOTHING_CLOSED);
        }
        SegmentUpdate.Builder read = read(method, at(20)).toBuilder();
        read.getReadBuilder()
                .setPart(parts.size())
                .setParts(databases.length)
                .setCollectionName("films" + collection)
                .setDbName(databases[collection])
                .setUntilTimestamp(at(15));
        if (method == Method.GET_FLUSH_ALL_STATE) {
            ByteString flushed =
                    GetFlushAllStateResponse.newBuilder().setFlushed(true).build().toByteString();
            read.getReadBuilder().setHead(head(method).concat(flushed));
        }
        if (!parts.isEmpty()) {
            read.getReadBuilder().setHead(ByteString.EMPTY);
        }
        other.take(read.build(), NOTHING_CLOSED);
        others.closeUntil(
                20,
                other,
                output -> {
                    if (output instanceof AnswerPart part) {
                        parts.add(part);
                    } else {
                        answers.add(output);
                    }
                });
    }

    private static FlushCollectionResult result(int collection) {
        long id = 500L + collection;
        boolean flushed = collection == 1;
        return FlushCollectionResult.newBuilder()
                .setCollectionName("films" + collection)
                .setSegmentIds(flushed ? ids() : ids(id))
                .setFlushSegmentIds(flushed ? ids(id) : ids())
                .setFlushTs(at(20))
                .build();
    }

    @Test
    void whatComesBehindItsTimeIsABrokenInvariant() {
        assertThatIllegalStateException()
                .isThrownBy(() -> table.take(read(Method.SHOW_SEGMENTS, at(20)), 20))
                .withMessageStartingWith("Invariant 2: ");
        assertThatIllegalStateException()
                .isThrownBy(() -> table.take(fill(500, PARTITION, at(20), at(21)), 20))
                .withMessageStartingWith("Invariant 2: ");
    }

    private void close(long ms) {
        store.closeUntil(ms, table, answers::add);
    }

    private void take(SegmentUpdate update) {
        table.take(update, NOTHING_CLOSED);
    }

    private Answer answer() {
        assertThat(answers).hasSize(1);
        return (Answer) answers.get(0);
    }

    private byte[] body(int index) {
        return ((Answer) answers.get(index)).body();
    }

    private long rows() throws InvalidProtocolBufferException {
        return rowsOf(answer().body());
    }

    private static long rowsOf(byte[] body) throws InvalidProtocolBufferException {
        return Long.parseLong(
                GetCollectionStatisticsResponse.parseFrom(body).getStats(0).getValue());
    }

    private static long at(long ms) {
        return HybridTimestamp.of(ms, 0, 0);
    }

    /** Messages of ten rows and a hundred bytes. */
    private static SegmentUpdate fill(long id, long partition, long... timestamps) {
        SegmentFill.Builder fill =
                SegmentFill.newBuilder()
                        .setSegmentId(id)
                        .setPartitionId(partition)
                        .setOpenedTimestamp(timestamps[0]);
        for (long timestamp : timestamps) {
            fill.addTimestamps(timestamp).addRows(10).addBytes(100);
        }
        return SegmentUpdate.newBuilder().setFill(fill).build();
    }

    private static SegmentUpdate sealed(SegmentUpdate fill, long timestamp) {
        SegmentUpdate.Builder sealed = fill.toBuilder();
        sealed.getFillBuilder().setSealedTimestamp(timestamp);
        return sealed.build();
    }

    private static SegmentUpdate flushed(long id, long timestamp) {
        return SegmentUpdate.newBuilder()
                .setChange(
                        MetaChange.newBuilder()
                                .setTimestamp(timestamp)
                                .setSegment(
                                        SegmentMeta.newBuilder()
                                                .setId(id)
                                                .setFlushedTimestamp(timestamp)))
                .build();
    }

    private static SegmentUpdate change(long timestamp, MetaChange.Builder dropped) {
        return SegmentUpdate.newBuilder()
                .setChange(dropped.setTimestamp(timestamp).setDropped(true))
                .build();
    }

    private static SegmentUpdate read(Method method, long timestamp) {
        return SegmentUpdate.newBuilder()
                .setRead(
                        SegmentRead.newBuilder()
                                .setTimestamp(timestamp)
                                .setOffset(77)
                                .setReplyTo(3)
                                .setCorrelation(ByteString.copyFrom(new byte[] {9}))
                                .setJson(true)
                                .setMethod(method.number())
                                .setHead(head(method))
                                .setParts(1)
                                .setCollectionId(COLLECTION)
                                .setCollectionName("films"))
                .build();
    }

    private static ByteString head(Method method) {
        Message response = method.responsePrototype();
        return response.newBuilderForType()
                .setField(
                        response.getDescriptorForType().findFieldByName("status"),
                        Responses.success())
                .build()
                .toByteString();
    }

    private static LongArray ids(long... ids) {
        LongArray.Builder array = LongArray.newBuilder();
        for (long id : ids) {
            array.addData(id);
        }
        return array.build();
    }

    private static PersistentSegmentInfo persistent(long id, SegmentState state) {
        return PersistentSegmentInfo.newBuilder()
                .setSegmentID(id)
                .setCollectionID(COLLECTION)
                .setPartitionID(PARTITION)
                .setNumRows(10)
                .setState(state)
                .build();
    }

    private static QuerySegmentInfo queried(long id, SegmentState state) {
        return QuerySegmentInfo.newBuilder()
                .setSegmentID(id)
                .setCollectionID(COLLECTION)
                .setPartitionID(PARTITION)
                .setNumRows(10)
                .setMemSize(100)
                .setState(state)
                .build();
    }
}

package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.DescribeIndexResponse;
import io.milvus.grpc.DescribeSegmentRequest;
import io.milvus.grpc.DescribeSegmentResponse;
import io.milvus.grpc.DropPartitionRequest;
import io.milvus.grpc.FlushRequest;
import io.milvus.grpc.FlushResponse;
import io.milvus.grpc.GetCollectionStatisticsRequest;
import io.milvus.grpc.GetFlushStateRequest;
import io.milvus.grpc.GetFlushStateResponse;
import io.milvus.grpc.GetIndexBuildProgressRequest;
import io.milvus.grpc.GetIndexBuildProgressResponse;
import io.milvus.grpc.GetIndexStateRequest;
import io.milvus.grpc.GetIndexStateResponse;
import io.milvus.grpc.GetPartitionStatisticsRequest;
import io.milvus.grpc.GetQuerySegmentInfoRequest;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.IndexState;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.SegmentState;
import io.milvus.grpc.ShowSegmentsRequest;
import io.tidemark.meta.HeapMetaStore;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.DefinitionMsg;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.SegmentFlushCompletedMsg;
import io.tidemark.proto.SegmentIndexMeta;
import io.tidemark.proto.SegmentIndexedMsg;
import io.tidemark.proto.SegmentInfo;
import io.tidemark.proto.SegmentMeta;
import io.tidemark.request.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentRequestsTest {

    private static final long SEGMENT = 70_000;

    private final TestingStory story = new TestingStory();
    private final long films = story.create("films");
    private final long partition = films + 1;

    @Test
    void usageExample() throws Exception {
        Decision flush = story.run(Method.FLUSH, flush("films"));

        assertThat(flush.questions()).containsExactly(new SegmentQuestion(films, "films", 0));
        assertThat(((FlushResponse) flush.response()).getDbName()).isEqualTo("default");
        MetaChange change = flush.changes().get(0);
        assertThat(change.getTimestamp()).isEqualTo(story.now());
        assertThat(change.getFlush().getCollectionId()).isEqualTo(films);
        // Two shards lie on two channels.
        DdMessage message = flush.messages().get(0);
        assertThat(message.channels()).hasSize(2);
        DefinitionMsg told = DefinitionMsg.parseFrom(message.body().toByteString());
        assertThat(told.getBase().getMsgType()).isEqualTo(MsgType.Flush);
        assertThat(told.getChangesList()).containsExactly(change);
    }

    @Test
    void aFlushOfSeveralCollectionsAsksEachOfThemOnce() {
        long books = story.create("books");

        Decision flush = story.run(Method.FLUSH, flush("films", "books", "films"));

        assertThat(flush.questions())
                .containsExactly(
                        new SegmentQuestion(books, "books", 0),
                        new SegmentQuestion(films, "films", 0));
        assertThat(flush.changes()).hasSize(2);
        assertThat(flush.messages()).hasSize(2);
        story.assertRefused(
                Method.FLUSH, flush(), 1100, "collection_names must name what to flush");
        story.assertRefused(
                Method.FLUSH, flush("films", "none"), 100, "can't find collection: none");
    }

    @Test
    void readsAreResolvedAndPassedOn() {
        story.run(
                Method.CREATE_PARTITION,
                CreatePartitionRequest.newBuilder()
                        .setCollectionName("films")
                        .setPartitionName("p")
                        .build());
        long p = story.now() * 10;

        assertThat(
                        question(
                                Method.GET_COLLECTION_STATISTICS,
                                GetCollectionStatisticsRequest.newBuilder()
                                        .setCollectionName("films")
                                        .build()))
                .isEqualTo(new SegmentQuestion(films, "films", 0));
        assertThat(
                        question(
                                Method.GET_PARTITION_STATISTICS,
                                GetPartitionStatisticsRequest.newBuilder()
                                        .setCollectionName("films")
                                        .setPartitionName("p")
                                        .build()))
                .isEqualTo(new SegmentQuestion(films, "", p));
        assertThat(question(Method.SHOW_SEGMENTS, show(films, p)))
                .isEqualTo(new SegmentQuestion(films, "", p));
        story.assertRefused(
                Method.SHOW_SEGMENTS, show(films, 4), 200, "partition id = 4 not exist");
        story.assertRefused(Method.SHOW_SEGMENTS, show(5, 0), 100, "can't find collection id : 5");
    }

    @Test
    void onlyALoadedCollectionHasSegmentsToQuery() {
        GetQuerySegmentInfoRequest asked =
                GetQuerySegmentInfoRequest.newBuilder().setCollectionName("films").build();
        story.assertRefused(
                Method.GET_QUERY_SEGMENT_INFO,
                asked,
                101,
                "collection not loaded[collection=films]");
        story.index("films");
        story.load("films");

        assertThat(question(Method.GET_QUERY_SEGMENT_INFO, asked).collectionId()).isEqualTo(films);
    }

    @Test
    void aFlushedSegmentIsShownAndItsIndexesAreAskedFor() {
        story.index("films");
        long index = story.now() * 10;
        Decision reported = story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT, 2_000, 5));

        SegmentIndexMeta ordered = reported.changes().get(0).getSegment().getIndexes(0);
        assertThat(ordered.getIndexId()).isEqualTo(index);
        assertThat(ordered.getState()).isEqualTo(IndexState.Unissued);
        assertThat(ordered.getEnableIndex()).isTrue();
        assertThat(TestingStory.changes(reported.messages().get(0))).isEqualTo(reported.changes());
        DescribeSegmentResponse described = describe(SEGMENT);
        assertThat(described.getIndexID()).isEqualTo(index);
        assertThat(described.getEnableIndex()).isTrue();
        assertThat(described.getBuildID()).isEqualTo(SEGMENT);
        assertThat(described.getFieldID()).isEqualTo(101);
    }

    @Test
    void aSmallSegmentIsSearchedWithoutAnIndex() {
        story.index("films");
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT, 1_023, 5));
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT + 1, 1_024, 5));

        assertThat(describe(SEGMENT).getEnableIndex()).isFalse();
        assertThat(describe(SEGMENT).getBuildID()).isZero();
        assertThat(describe(SEGMENT + 1).getEnableIndex()).isTrue();
    }

    @Test
    void aReportThatIsNotNewerThanTheLastChangesNothing() {
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT, 2_000, 5));

        story.runUnchanged(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT, 2_000, 5));
        story.runUnchanged(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT, 3_000, 4));
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT, 3_000, 6));

        assertThat(story.table.segments().withId(SEGMENT, 0).orElseThrow().getRows())
                .isEqualTo(3_000);
    }

    @Test
    void aReportOfWhatIsNotThereIsRefused() {
        SegmentFlushCompletedMsg.Builder report = flushed(SEGMENT, 1, 5).toBuilder();
        report.getSegmentBuilder().setCollectionID(4);
        story.assertRefused(
                Method.SEGMENT_FLUSH_COMPLETED,
                report.build(),
                100,
                "can't find collection id : 4");
        report.getSegmentBuilder().setCollectionID(films).setPartitionID(3);
        story.assertRefused(
                Method.SEGMENT_FLUSH_COMPLETED, report.build(), 200, "partition id = 3 not exist");
        report.getSegmentBuilder().setPartitionID(partition).setState(SegmentState.Growing);
        story.assertRefused(
                Method.SEGMENT_FLUSH_COMPLETED,
                report.build(),
                1100,
                "the segment's state must be Flushed, found 2");
        story.assertRefused(
                Method.SEGMENT_INDEXED,
                indexed(SEGMENT, 1, IndexState.Finished, 9),
                600,
                "can't find segment id = " + SEGMENT);
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT, 1, 5));
        story.assertRefused(
                Method.SEGMENT_INDEXED,
                indexed(SEGMENT, 1, IndexState.Finished, 9),
                700,
                "cannot find index, id = 1");
        story.index("films");
        story.assertRefused(
                Method.SEGMENT_INDEXED,
                indexed(SEGMENT, story.now() * 10, IndexState.Unissued, 9),
                1100,
                "state must be InProgress, Retry, Finished or Failed, found 1");
    }

    @Test
    void anIndexIsAskedForOfEverySegmentThatIsFlushedAlready() {
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT, 2_000, 5));
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT + 1, 10, 5));
        story.index("films");
        long index = story.now() * 10;

        assertThat(describe(SEGMENT).getIndexID()).isEqualTo(index);
        assertThat(describe(SEGMENT).getEnableIndex()).isTrue();
        assertThat(describe(SEGMENT + 1).getEnableIndex()).isFalse();
    }

    /** The original put the newest segment of a partition in the place of all others. */
    @Test
    void anIndexedSegmentLeavesTheOthersOfItsPartition() {
        story.index("films");
        long index = story.now() * 10;
        for (long id = SEGMENT; id < SEGMENT + 3; id++) {
            story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(id, 2_000, 5));
            story.run(Method.SEGMENT_INDEXED, indexed(id, index, IndexState.Finished, 10));
        }

        assertThat(story.table.segments().of(films, 0))
                .extracting(SegmentMeta::getId)
                .containsExactly(SEGMENT, SEGMENT + 1, SEGMENT + 2);
        assertThat(story.table.segments().of(films, 0))
                .allMatch(segment -> segment.getIndexes(0).getState() == IndexState.Finished);
    }

    @Test
    void whileNobodyIsThereToReportAnIndexCountsAsFinished() {
        story.index("films");
        long index = story.now() * 10;
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT, 2_000, 5));
        // Neither what was reported once nor who serves as something else makes a reporter.
        story.run(Method.SEGMENT_INDEXED, indexed(SEGMENT, index, IndexState.InProgress, 10));
        story.register("datacoord");
        story.register("querynode");

        IndexDescription described = describeIndex(0);
        assertThat(described.getState()).isEqualTo(IndexState.Finished);
        assertThat(described.getIndexedRows()).isEqualTo(2_000);
        assertThat(described.getTotalRows()).isEqualTo(2_000);
        assertThat(described.getPendingIndexRows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"indexcoord", "indexnode", "mixcoord"})
    void fromTheRegistrationOfAReporterOnAnIndexIsUnfinishedBeforeItsFirstReport(String role) {
        story.index("films");
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT, 2_000, 5));
        story.register(role);

        assertThat(describeIndex(0).getState()).isEqualTo(IndexState.InProgress);
        assertThat(describeIndex(0).getIndexedRows()).isZero();
        assertThat(describeIndex(0).getPendingIndexRows()).isEqualTo(2_000);
    }

    @Test
    void anIndexIsAsFarAsItsCoordinatorReports() {
        story.register("indexcoord");
        story.index("films");
        long index = story.now() * 10;
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT, 2_000, 5));
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT + 1, 3_000, 5));
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT + 2, 100, 5));
        long soFar = story.now();

        story.run(Method.SEGMENT_INDEXED, indexed(SEGMENT, index, IndexState.InProgress, 10));
        assertThat(describeIndex(0).getState()).isEqualTo(IndexState.InProgress);
        assertThat(describeIndex(0).getIndexedRows()).isEqualTo(100);
        assertThat(describeIndex(0).getPendingIndexRows()).isEqualTo(5_000);
        story.run(Method.SEGMENT_INDEXED, indexed(SEGMENT, index, IndexState.Finished, 11));
        // What comes late or again is not newer.
        story.runUnchanged(
                Method.SEGMENT_INDEXED, indexed(SEGMENT, index, IndexState.InProgress, 10));
        story.runUnchanged(Method.SEGMENT_INDEXED, indexed(SEGMENT, index, IndexState.Failed, 11));
        GetIndexBuildProgressResponse progress =
                story.ask(
                        Method.GET_INDEX_BUILD_PROGRESS,
                        GetIndexBuildProgressRequest.newBuilder()
                                .setCollectionName("films")
                                .build(),
                        GetIndexBuildProgressResponse.class);
        assertThat(progress.getIndexedRows()).isEqualTo(2_100);
        assertThat(progress.getTotalRows()).isEqualTo(5_100);

        story.run(Method.SEGMENT_INDEXED, indexed(SEGMENT + 1, index, IndexState.Failed, 12));
        assertThat(indexState().getState()).isEqualTo(IndexState.Failed);
        assertThat(indexState().getFailReason()).isEqualTo("segment 70001: no disk");
        story.run(Method.SEGMENT_INDEXED, indexed(SEGMENT + 1, index, IndexState.Finished, 13));
        assertThat(indexState().getState()).isEqualTo(IndexState.Finished);

        // A client that waits for what it wrote does not wait for what others write meanwhile.
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT + 3, 5_000, 14));
        assertThat(describeIndex(soFar).getState()).isEqualTo(IndexState.Finished);
        assertThat(describeIndex(0).getState()).isEqualTo(IndexState.InProgress);
    }

    @ParameterizedTest
    @ValueSource(strings = {"datacoord", "datanode", "mixcoord"})
    void segmentsAreFlushedOnceAllOfThemAreReported(String role) {
        story.register(role);
        assertThat(flushState(SEGMENT, SEGMENT + 1)).isFalse();
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT, 2_000, 5));
        assertThat(flushState(SEGMENT, SEGMENT + 1)).isFalse();
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT + 1, 2_000, 5));

        assertThat(flushState(SEGMENT, SEGMENT + 1)).isTrue();
    }

    @Test
    void whileNobodyIsThereToReportSegmentsCountAsFlushed() {
        story.register("indexcoord");
        // A report of a node that is gone, or that never registered, makes no reporter.
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT, 2_000, 5));

        assertThat(flushState(SEGMENT, SEGMENT + 1)).isTrue();
        GetFlushStateRequest.Builder asked =
                GetFlushStateRequest.newBuilder().addSegmentIDs(SEGMENT + 1);
        assertThat(flushState(asked.setCollectionName("films").build())).isTrue();
        story.assertRefused(
                Method.GET_FLUSH_STATE,
                asked.setCollectionName("none").build(),
                100,
                "can't find collection: none");
    }

    @Test
    void segmentsGoWithTheirPartitionAndCollectionAndReadersAreTold() {
        story.run(
                Method.CREATE_PARTITION,
                CreatePartitionRequest.newBuilder()
                        .setCollectionName("films")
                        .setPartitionName("p")
                        .build());
        long p = story.now() * 10;
        story.run(Method.FLUSH, flush("films"));
        story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(SEGMENT, 2_000, 5));
        SegmentFlushCompletedMsg.Builder inP = flushed(SEGMENT + 1, 2_000, 5).toBuilder();
        inP.getSegmentBuilder().setPartitionID(p);
        story.run(Method.SEGMENT_FLUSH_COMPLETED, inP.build());

        story.run(
                Method.DROP_PARTITION,
                DropPartitionRequest.newBuilder()
                        .setCollectionName("films")
                        .setPartitionName("p")
                        .build());
        assertThat(story.table.segments().of(films, 0)).hasSize(1);
        assertReadersHoldTheSame();
        story.run(Method.DROP_COLLECTION, TestingDefinitions.dropRequest("films"));
        assertThat(story.table.segments().of(films, 0)).isEmpty();
        assertThat(story.table.segments().flush(films, 0)).isEmpty();
        assertReadersHoldTheSame();
    }

    @Test
    void manySegmentsAreToldInMessagesOfBoundedSize() {
        story.index("films");
        long index = story.now() * 10;
        List<Long> ids = new ArrayList<>();
        for (long id = SEGMENT; id < SEGMENT + 700; id++) {
            story.run(Method.SEGMENT_FLUSH_COMPLETED, flushed(id, 2_000, 5));
            // Each clef takes four bytes; what is kept of a reason is a kilobyte of them.
            story.run(
                    Method.SEGMENT_INDEXED,
                    indexed(id, index, IndexState.Failed, 6).toBuilder()
                            .setFailReason("\uD834\uDD1E".repeat(300))
                            .build());
            ids.add(id);
        }

        Decision dropped =
                story.run(Method.DROP_COLLECTION, TestingDefinitions.dropRequest("films"));

        assertThat(dropped.messages()).hasSizeGreaterThan(2);
        assertThat(dropped.messages())
                .allMatch(
                        message ->
                                message.body().getSerializedSize()
                                        <= TestingDefinitions.SETTINGS.getMaxMessageBytes());
        assertThat(
                        dropped.messages().stream()
                                .flatMap(message -> TestingStory.changes(message).stream())
                                .filter(MetaChange::hasSegment)
                                .map(change -> change.getSegment().getId()))
                .isEqualTo(ids);
    }

    private void assertReadersHoldTheSame() {
        MetaTable reader = new MetaTable(new HeapMetaStore());
        story.told().forEach(reader::apply);
        assertThat(reader.changes()).isEqualTo(story.table.changes());
    }

    private SegmentQuestion question(Method method, Message asked) {
        Decision decision = story.run(method, asked);
        assertThat(decision.changes()).isEmpty();
        assertThat(decision.questions()).hasSize(1);
        return decision.questions().get(0);
    }

    private DescribeSegmentResponse describe(long segment) {
        return story.ask(
                Method.DESCRIBE_SEGMENT,
                DescribeSegmentRequest.newBuilder()
                        .setCollectionID(films)
                        .setSegmentID(segment)
                        .build(),
                DescribeSegmentResponse.class);
    }

    private IndexDescription describeIndex(long timestamp) {
        return story.ask(
                        Method.DESCRIBE_INDEX,
                        DescribeIndexRequest.newBuilder()
                                .setCollectionName("films")
                                .setTimestamp(timestamp)
                                .build(),
                        DescribeIndexResponse.class)
                .getIndexDescriptions(0);
    }

    private GetIndexStateResponse indexState() {
        return story.ask(
                Method.GET_INDEX_STATE,
                GetIndexStateRequest.newBuilder().setCollectionName("films").build(),
                GetIndexStateResponse.class);
    }

    private boolean flushState(Long... ids) {
        return flushState(GetFlushStateRequest.newBuilder().addAllSegmentIDs(List.of(ids)).build());
    }

    private boolean flushState(GetFlushStateRequest asked) {
        return story.ask(Method.GET_FLUSH_STATE, asked, GetFlushStateResponse.class).getFlushed();
    }

    private SegmentFlushCompletedMsg flushed(long id, long rows, long cause) {
        return SegmentFlushCompletedMsg.newBuilder()
                .setBase(MsgBase.newBuilder().setSourceID(8).setTimestamp(cause))
                .setSegment(
                        SegmentInfo.newBuilder()
                                .setID(id)
                                .setCollectionID(films)
                                .setPartitionID(partition)
                                .setNumOfRows(rows)
                                .setState(SegmentState.Flushed))
                .build();
    }

    private static SegmentIndexedMsg indexed(
            long segment, long index, IndexState state, long cause) {
        return SegmentIndexedMsg.newBuilder()
                .setBase(MsgBase.newBuilder().setSourceID(9).setTimestamp(cause))
                .setSegmentId(segment)
                .setIndexId(index)
                .setState(state)
                .setFailReason(state == IndexState.Failed ? "no disk" : "")
                .build();
    }

    private static FlushRequest flush(String... names) {
        return FlushRequest.newBuilder().addAllCollectionNames(List.of(names)).build();
    }

    private static ShowSegmentsRequest show(long collection, long partition) {
        return ShowSegmentsRequest.newBuilder()
                .setCollectionID(collection)
                .setPartitionID(partition)
                .build();
    }
}

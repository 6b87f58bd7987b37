package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.milvus.grpc.Address;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.DescribeIndexResponse;
import io.milvus.grpc.DescribeSegmentRequest;
import io.milvus.grpc.DescribeSegmentResponse;
import io.milvus.grpc.FlushAllRequest;
import io.milvus.grpc.FlushAllResponse;
import io.milvus.grpc.FlushCollectionResult;
import io.milvus.grpc.FlushRequest;
import io.milvus.grpc.FlushResponse;
import io.milvus.grpc.GetCollectionStatisticsRequest;
import io.milvus.grpc.GetCollectionStatisticsResponse;
import io.milvus.grpc.GetFlushAllStateRequest;
import io.milvus.grpc.GetFlushAllStateResponse;
import io.milvus.grpc.GetFlushStateRequest;
import io.milvus.grpc.GetFlushStateResponse;
import io.milvus.grpc.GetPartitionStatisticsRequest;
import io.milvus.grpc.GetPartitionStatisticsResponse;
import io.milvus.grpc.GetPersistentSegmentInfoRequest;
import io.milvus.grpc.GetPersistentSegmentInfoResponse;
import io.milvus.grpc.GetQuerySegmentInfoRequest;
import io.milvus.grpc.GetQuerySegmentInfoResponse;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.IndexState;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.PersistentSegmentInfo;
import io.milvus.grpc.ReleaseCollectionRequest;
import io.milvus.grpc.SegmentState;
import io.milvus.grpc.ShowSegmentsRequest;
import io.milvus.grpc.ShowSegmentsResponse;
import io.milvus.grpc.Status;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.proto.RegisterNodeResponse;
import io.tidemark.proto.SegmentFlushCompletedMsg;
import io.tidemark.proto.SegmentIndexedMsg;
import io.tidemark.proto.SegmentInfo;
import io.tidemark.request.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Every request about segments, behind the {@link DefinitionStory}: rows are counted, flushed,
 * reported written out by a data node and indexed by an index coordinator.
 */
final class SegmentStory {

    private static final int ROWS = 10;

    /** More than the smallest segment that gets an index, as data nodes say. */
    private static final long REPORTED_ROWS = 2_000;

    private final TestingClient client;
    private final Set<Method> asked = EnumSet.noneOf(Method.class);
    private long newest;

    /**
     * @param newest the newest timestamp the client has seen
     */
    SegmentStory(TestingClient client, long newest) {
        this.client = client;
        this.newest = newest;
    }

    Set<Method> asked() {
        return asked;
    }

    /** The newest timestamp seen. */
    long newest() {
        return newest;
    }

    /** Leaves one flushed and indexed segment a shard that has rows, and a sealed one or more. */
    void run() throws Exception {
        DescribeCollectionResponse movies =
                call(
                        Method.DESCRIBE_COLLECTION,
                        DescribeCollectionRequest.newBuilder()
                                .setDbName("lab")
                                .setCollectionName("movies")
                                .build(),
                        DescribeCollectionResponse.class);
        assertRows(ROWS);
        List<Long> flushed = flush("movies").getCollSegIDsOrThrow("movies").getDataList();
        assertThat(flushed).isNotEmpty();
        insert("movies");
        assertRows(2 * ROWS);
        assertSegments(movies.getCollectionID(), flushed);
        report(movies.getCollectionID(), flushed);
        index(movies.getCollectionID(), flushed);
        query();
        flushTogether(flushed);
    }

    private void assertRows(int rows) throws Exception {
        GetCollectionStatisticsResponse all =
                call(
                        Method.GET_COLLECTION_STATISTICS,
                        GetCollectionStatisticsRequest.newBuilder()
                                .setBase(base())
                                .setDbName("lab")
                                .setCollectionName("best")
                                .build(),
                        GetCollectionStatisticsResponse.class);
        assertThat(all.getStatsList()).containsExactly(rowCount(rows));
        GetPartitionStatisticsResponse partition =
                call(
                        Method.GET_PARTITION_STATISTICS,
                        GetPartitionStatisticsRequest.newBuilder()
                                .setBase(base())
                                .setDbName("lab")
                                .setCollectionName("movies")
                                .setPartitionName("p")
                                .build(),
                        GetPartitionStatisticsResponse.class);
        assertThat(partition.getStatsList()).containsExactly(rowCount(rows));
    }

    private static KeyValuePair rowCount(int rows) {
        return KeyValuePair.newBuilder()
                .setKey("row_count")
                .setValue(Integer.toString(rows))
                .build();
    }

    private FlushResponse flush(String... collections) throws Exception {
        FlushResponse response =
                call(
                        Method.FLUSH,
                        FlushRequest.newBuilder()
                                .setBase(base())
                                .setDbName("lab")
                                .addAllCollectionNames(List.of(collections))
                                .build(),
                        FlushResponse.class);
        for (String collection : collections) {
            newest = Math.max(newest, response.getCollFlushTsOrThrow(collection));
        }
        return response;
    }

    private void insert(String collection) throws Exception {
        MutationResult inserted =
                client.call(
                        Method.INSERT,
                        Requests.insert(collection, 100, ROWS, new Random(2)).toBuilder()
                                .setBase(base())
                                .setDbName("lab")
                                .setPartitionName("p")
                                .build(),
                        MutationResult.class);
        assertThat(inserted.getStatus().getReason()).isEmpty();
        newest = Math.max(newest, inserted.getTimestamp());
    }

    private void assertSegments(long movies, List<Long> flushed) throws Exception {
        List<Long> shown =
                call(
                                Method.SHOW_SEGMENTS,
                                ShowSegmentsRequest.newBuilder()
                                        .setBase(base())
                                        .setCollectionID(movies)
                                        .build(),
                                ShowSegmentsResponse.class)
                        .getSegmentIDsList();
        assertThat(shown).containsAll(flushed).hasSizeGreaterThan(flushed.size());
        assertThat(persistent())
                .allMatch(info -> info.getState() == SegmentState.Sealed)
                .extracting(PersistentSegmentInfo::getSegmentID)
                .isEqualTo(flushed);
        assertThat(persistent().stream().mapToLong(PersistentSegmentInfo::getNumRows).sum())
                .isEqualTo(ROWS);
        assertThat(isFlushed(flushed)).as("nobody is there to report on them").isTrue();
        register("datanode");
        register("indexnode");
        assertThat(isFlushed(flushed)).as("a data node is to report on them").isFalse();
    }

    /** It stays: the story is told well within an hour. */
    private void register(String role) throws Exception {
        call(
                Method.REGISTER_NODE,
                RegisterNodeRequest.newBuilder()
                        .setRole(role)
                        .setAddress(Address.newBuilder().setIp("127.0.0.1").setPort(21_999))
                        .setLeaseMs(3_600_000)
                        .build(),
                RegisterNodeResponse.class);
    }

    private List<PersistentSegmentInfo> persistent() throws Exception {
        return call(
                        Method.GET_PERSISTENT_SEGMENT_INFO,
                        GetPersistentSegmentInfoRequest.newBuilder()
                                .setBase(base())
                                .setDbName("lab")
                                .setCollectionName("movies")
                                .build(),
                        GetPersistentSegmentInfoResponse.class)
                .getInfosList();
    }

    private boolean isFlushed(List<Long> segments) throws Exception {
        return call(
                        Method.GET_FLUSH_STATE,
                        GetFlushStateRequest.newBuilder()
                                .setDbName("lab")
                                .setCollectionName("movies")
                                .addAllSegmentIDs(segments)
                                .build(),
                        GetFlushStateResponse.class)
                .getFlushed();
    }

    private void report(long movies, List<Long> flushed) throws Exception {
        for (PersistentSegmentInfo info : persistent()) {
            call(
                    Method.SEGMENT_FLUSH_COMPLETED,
                    SegmentFlushCompletedMsg.newBuilder()
                            .setBase(base())
                            .setSegment(
                                    SegmentInfo.newBuilder()
                                            .setID(info.getSegmentID())
                                            .setCollectionID(movies)
                                            .setPartitionID(info.getPartitionID())
                                            .setNumOfRows(REPORTED_ROWS)
                                            .setState(SegmentState.Flushed))
                            .build(),
                    Status.class);
        }
        assertThat(isFlushed(flushed)).isTrue();
        assertThat(persistent()).allMatch(info -> info.getState() == SegmentState.Flushed);
    }

    private void index(long movies, List<Long> flushed) throws Exception {
        long rows = flushed.size() * REPORTED_ROWS;
        assertThat(indexOfMovies().getState()).isEqualTo(IndexState.InProgress);
        for (long segment : flushed) {
            DescribeSegmentResponse described =
                    call(
                            Method.DESCRIBE_SEGMENT,
                            DescribeSegmentRequest.newBuilder()
                                    .setBase(base())
                                    .setCollectionID(movies)
                                    .setSegmentID(segment)
                                    .build(),
                            DescribeSegmentResponse.class);
            assertThat(described.getEnableIndex()).isTrue();
            call(
                    Method.SEGMENT_INDEXED,
                    SegmentIndexedMsg.newBuilder()
                            .setBase(base())
                            .setSegmentId(segment)
                            .setIndexId(described.getIndexID())
                            .setState(IndexState.Finished)
                            .build(),
                    Status.class);
        }
        IndexDescription index = indexOfMovies();
        assertThat(index.getState()).isEqualTo(IndexState.Finished);
        assertThat(index.getIndexedRows()).isEqualTo(rows);
        assertThat(index.getTotalRows()).isEqualTo(rows);
    }

    private IndexDescription indexOfMovies() throws Exception {
        return call(
                        Method.DESCRIBE_INDEX,
                        DescribeIndexRequest.newBuilder()
                                .setDbName("lab")
                                .setCollectionName("movies")
                                .build(),
                        DescribeIndexResponse.class)
                .getIndexDescriptions(0);
    }

    private void query() throws Exception {
        call(
                Method.LOAD_COLLECTION,
                LoadCollectionRequest.newBuilder()
                        .setDbName("lab")
                        .setCollectionName("movies")
                        .build(),
                Status.class);
        GetQuerySegmentInfoResponse queried =
                call(
                        Method.GET_QUERY_SEGMENT_INFO,
                        GetQuerySegmentInfoRequest.newBuilder()
                                .setBase(base())
                                .setDbName("lab")
                                .setCollectionName("movies")
                                .build(),
                        GetQuerySegmentInfoResponse.class);
        assertThat(queried.getInfosList().stream().mapToLong(info -> info.getNumRows()).sum())
                .isEqualTo(2 * ROWS);
        assertThat(queried.getInfosList()).allMatch(info -> info.getMemSize() > 0);
        call(
                Method.RELEASE_COLLECTION,
                ReleaseCollectionRequest.newBuilder()
                        .setDbName("lab")
                        .setCollectionName("movies")
                        .build(),
                Status.class);
    }

    /** One answer of two collections. */
    private void flushTogether(List<Long> flushed) throws Exception {
        CreateCollectionRequest empty =
                Requests.create("empty", 1).toBuilder().setDbName("lab").build();
        call(Method.CREATE_COLLECTION, empty, Status.class);
        FlushResponse both = flush("movies", "empty");
        assertThat(both.getFlushCollSegIDsOrThrow("movies").getDataList()).isEqualTo(flushed);
        assertThat(both.getCollSegIDsOrThrow("movies").getDataList())
                .isNotEmpty()
                .doesNotContainAnyElementsOf(flushed);
        assertThat(both.getCollSegIDsOrThrow("empty").getDataCount()).isZero();
        assertThat(both.getDbName()).isEqualTo("lab");
        flushAll(flushed);
        call(
                Method.DROP_COLLECTION,
                Requests.drop("empty").toBuilder().setDbName("lab").build(),
                Status.class);
    }

    /** What was inserted behind the first flush is sealed and awaits its report. */
    @SuppressWarnings("deprecation") // flush_all_ts and the results are what clients of today read
    private void flushAll(List<Long> flushed) throws Exception {
        FlushAllResponse all =
                call(
                        Method.FLUSH_ALL,
                        FlushAllRequest.newBuilder().setBase(base()).build(),
                        FlushAllResponse.class);
        newest = Math.max(newest, all.getFlushAllTs());
        assertThat(all.getFlushResultsList()).hasSize(1);
        assertThat(all.getFlushResults(0).getDbName()).isEqualTo("lab");
        FlushCollectionResult movies = all.getFlushResults(0).getCollectionResults(0);
        assertThat(movies.getCollectionName()).isEqualTo("movies");
        assertThat(movies.getFlushSegmentIds().getDataList()).isEqualTo(flushed);
        assertThat(movies.getSegmentIds().getDataCount()).isPositive();
        assertThat(all.getFlushResults(0).getCollectionResults(1).getSegmentIds().getDataCount())
                .isZero();
        GetFlushAllStateResponse state =
                call(
                        Method.GET_FLUSH_ALL_STATE,
                        GetFlushAllStateRequest.newBuilder()
                                .setBase(base())
                                .setFlushAllTs(all.getFlushAllTs())
                                .build(),
                        GetFlushAllStateResponse.class);
        assertThat(state.getFlushed()).isFalse();
        assertThat(state.getFlushStates(0).getCollectionFlushStatesMap())
                .containsOnly(Map.entry("movies", false), Map.entry("empty", true));
    }

    private <M extends Message> M call(Method method, Message request, Class<M> response)
            throws Exception {
        asked.add(method);
        M answer = client.call(method, request, response);
        assertThat(DefinitionStory.status(answer).getCode())
                .as("%s was answered %s", method, answer)
                .isZero();
        return answer;
    }

    /** Whoever passes on what he has seen is executed later, through whichever partition. */
    private MsgBase base() {
        return MsgBase.newBuilder().setTimestamp(newest).build();
    }
}

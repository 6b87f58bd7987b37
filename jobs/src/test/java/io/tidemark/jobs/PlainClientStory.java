package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.ComponentInfo;
import io.milvus.grpc.ComponentStates;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.DescribeIndexResponse;
import io.milvus.grpc.DropIndexRequest;
import io.milvus.grpc.ErrorCode;
import io.milvus.grpc.FlushRequest;
import io.milvus.grpc.FlushResponse;
import io.milvus.grpc.GetCollectionStatisticsRequest;
import io.milvus.grpc.GetCollectionStatisticsResponse;
import io.milvus.grpc.GetComponentStatesRequest;
import io.milvus.grpc.GetFlushStateRequest;
import io.milvus.grpc.GetFlushStateResponse;
import io.milvus.grpc.GetIndexBuildProgressRequest;
import io.milvus.grpc.GetIndexBuildProgressResponse;
import io.milvus.grpc.GetIndexStateRequest;
import io.milvus.grpc.GetIndexStateResponse;
import io.milvus.grpc.GetIndexStatisticsRequest;
import io.milvus.grpc.GetIndexStatisticsResponse;
import io.milvus.grpc.GetPersistentSegmentInfoRequest;
import io.milvus.grpc.GetPersistentSegmentInfoResponse;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.IndexState;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.PersistentSegmentInfo;
import io.milvus.grpc.RegisterLinkRequest;
import io.milvus.grpc.RegisterLinkResponse;
import io.milvus.grpc.ReleaseCollectionRequest;
import io.milvus.grpc.SegmentState;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.ShowType;
import io.milvus.grpc.StateCode;
import io.milvus.grpc.Status;
import io.tidemark.proto.RootCoordMessages.AllocTimestampRequest;
import io.tidemark.proto.RootCoordMessages.AllocTimestampResponse;
import io.tidemark.proto.SegmentFlushCompletedMsg;
import io.tidemark.proto.SegmentInfo;
import io.tidemark.request.Method;
import java.util.List;
import java.util.Random;

/**
 * A client that has nothing but the messages. It goes a way as clients before 2.3 went it, without
 * base and database, and reads the error code that those read; and it calls what no SDK calls.
 */
@SuppressWarnings("deprecation") // error_code and ShowType are what clients before 2.3 speak
final class PlainClientStory {

    private static final String ROADS = "roads";
    private static final int ROWS = 100;

    private final TestingMilvus client;
    private final TestingClient dataNode;

    /**
     * @param dataNode reports on Kafka what it has written out
     */
    PlainClientStory(TestingMilvus client, TestingClient dataNode) {
        this.client = client;
        this.dataNode = dataNode;
    }

    void tell() throws Exception {
        done(
                client.call(
                        Method.CREATE_COLLECTION,
                        Requests.create(ROADS, 1).toBuilder().clearBase().build(),
                        Status.class));
        done(client.call(Method.CREATE_INDEX, index(), Status.class));
        insert();
        flush();
        indexProgress();
        indexStatistics();
        load();
        drop();
    }

    private static CreateIndexRequest index() {
        return CreateIndexRequest.newBuilder()
                .setCollectionName(ROADS)
                .setFieldName("vector")
                .setIndexName("by_place")
                .addExtraParams(param("index_type", "FLAT"))
                .addExtraParams(param("metric_type", "L2"))
                .build();
    }

    private static KeyValuePair param(String key, String value) {
        return KeyValuePair.newBuilder().setKey(key).setValue(value).build();
    }

    private void insert() {
        MutationResult inserted =
                client.call(
                        Method.INSERT,
                        Requests.insert(ROADS, 1, ROWS, new Random(3)).toBuilder()
                                .clearBase()
                                .build(),
                        MutationResult.class);
        done(inserted.getStatus());
        assertThat(inserted.getInsertCnt()).isEqualTo(ROWS);
        GetCollectionStatisticsResponse statistics =
                client.call(
                        Method.GET_COLLECTION_STATISTICS,
                        GetCollectionStatisticsRequest.newBuilder()
                                .setCollectionName(ROADS)
                                .build(),
                        GetCollectionStatisticsResponse.class);
        done(statistics.getStatus());
        assertThat(statistics.getStatsList()).containsExactly(param("row_count", "" + ROWS));
    }

    /** One shard has one segment. */
    private void flush() throws Exception {
        FlushResponse flushed =
                client.call(
                        Method.FLUSH,
                        FlushRequest.newBuilder().addCollectionNames(ROADS).build(),
                        FlushResponse.class);
        done(flushed.getStatus());
        List<Long> sealed = flushed.getCollSegIDsOrThrow(ROADS).getDataList();
        assertThat(sealed).hasSize(1);

        PersistentSegmentInfo segment = persistent();
        assertThat(segment.getSegmentID()).isEqualTo(sealed.get(0));
        assertThat(segment.getNumRows()).isEqualTo(ROWS);
        done(
                dataNode.call(
                        Method.SEGMENT_FLUSH_COMPLETED,
                        SegmentFlushCompletedMsg.newBuilder()
                                .setSegment(
                                        SegmentInfo.newBuilder()
                                                .setID(segment.getSegmentID())
                                                .setCollectionID(segment.getCollectionID())
                                                .setPartitionID(segment.getPartitionID())
                                                .setNumOfRows(ROWS)
                                                .setState(SegmentState.Flushed))
                                .build(),
                        Status.class));
        assertThat(persistent().getState()).isEqualTo(SegmentState.Flushed);
        GetFlushStateResponse state =
                client.call(
                        Method.GET_FLUSH_STATE,
                        GetFlushStateRequest.newBuilder().addAllSegmentIDs(sealed).build(),
                        GetFlushStateResponse.class);
        done(state.getStatus());
        assertThat(state.getFlushed()).isTrue();
    }

    private PersistentSegmentInfo persistent() {
        GetPersistentSegmentInfoResponse response =
                client.call(
                        Method.GET_PERSISTENT_SEGMENT_INFO,
                        GetPersistentSegmentInfoRequest.newBuilder()
                                .setCollectionName(ROADS)
                                .build(),
                        GetPersistentSegmentInfoResponse.class);
        done(response.getStatus());
        assertThat(response.getInfosList()).hasSize(1);
        return response.getInfos(0);
    }

    private void indexProgress() {
        GetIndexStateResponse state =
                client.call(
                        Method.GET_INDEX_STATE,
                        GetIndexStateRequest.newBuilder()
                                .setCollectionName(ROADS)
                                .setFieldName("vector")
                                .build(),
                        GetIndexStateResponse.class);
        done(state.getStatus());
        assertThat(state.getState()).isEqualTo(IndexState.Finished);
        GetIndexBuildProgressResponse progress =
                client.call(
                        Method.GET_INDEX_BUILD_PROGRESS,
                        GetIndexBuildProgressRequest.newBuilder()
                                .setCollectionName(ROADS)
                                .setFieldName("vector")
                                .build(),
                        GetIndexBuildProgressResponse.class);
        done(progress.getStatus());
        assertThat(progress.getIndexedRows()).isEqualTo(ROWS);
        assertThat(progress.getTotalRows()).isEqualTo(ROWS);
    }

    private void indexStatistics() {
        GetIndexStatisticsResponse statistics =
                client.call(
                        Method.GET_INDEX_STATISTICS,
                        GetIndexStatisticsRequest.newBuilder()
                                .setCollectionName(ROADS)
                                .setIndexName("by_place")
                                .build(),
                        GetIndexStatisticsResponse.class);
        done(statistics.getStatus());
        assertThat(statistics.getIndexDescriptionsList()).hasSize(1);
        IndexDescription index = statistics.getIndexDescriptions(0);
        assertThat(index.getIndexName()).isEqualTo("by_place");
        assertThat(index.getFieldName()).isEqualTo("vector");
        assertThat(index.getTotalRows()).isEqualTo(ROWS);
        assertThat(index.getIndexedRows()).isEqualTo(ROWS);
        assertThat(index.getPendingIndexRows()).isZero();
    }

    private void load() {
        assertThat(inMemory().getCollectionNamesList()).isEmpty();
        done(
                client.call(
                        Method.LOAD_COLLECTION,
                        LoadCollectionRequest.newBuilder().setCollectionName(ROADS).build(),
                        Status.class));
        ShowCollectionsResponse loaded = inMemory();
        assertThat(loaded.getCollectionNamesList()).containsExactly(ROADS);
        assertThat(loaded.getInMemoryPercentagesList()).containsExactly(100L);
        assertThat(loaded.getQueryServiceAvailableList()).containsExactly(true);
        done(
                client.call(
                        Method.RELEASE_COLLECTION,
                        ReleaseCollectionRequest.newBuilder().setCollectionName(ROADS).build(),
                        Status.class));
        assertThat(inMemory().getCollectionNamesList()).isEmpty();
    }

    private ShowCollectionsResponse inMemory() {
        ShowCollectionsResponse response =
                client.call(
                        Method.SHOW_COLLECTIONS,
                        ShowCollectionsRequest.newBuilder()
                                .setType(ShowType.InMemory)
                                .addCollectionNames(ROADS)
                                .build(),
                        ShowCollectionsResponse.class);
        done(response.getStatus());
        return response;
    }

    private void drop() {
        done(
                client.call(
                        Method.DROP_INDEX,
                        DropIndexRequest.newBuilder()
                                .setCollectionName(ROADS)
                                .setFieldName("vector")
                                .build(),
                        Status.class));
        assertThat(
                        client.call(
                                        Method.DESCRIBE_INDEX,
                                        DescribeIndexRequest.newBuilder()
                                                .setCollectionName(ROADS)
                                                .build(),
                                        DescribeIndexResponse.class)
                                .getStatus()
                                .getErrorCode())
                .isEqualTo(ErrorCode.IndexNotExist);
        done(
                client.call(
                        Method.DROP_COLLECTION,
                        Requests.drop(ROADS).toBuilder().clearBase().build(),
                        Status.class));
        assertThat(
                        client.call(
                                        Method.HAS_COLLECTION,
                                        HasCollectionRequest.newBuilder()
                                                .setCollectionName(ROADS)
                                                .build(),
                                        BoolResponse.class)
                                .getValue())
                .isFalse();
    }

    /** What Milvus' own components ask its proxy. */
    void askAsComponentsDo() {
        AllocTimestampResponse three = timestamps(3);
        assertThat(three.getCount()).isEqualTo(3);
        AllocTimestampResponse one = timestamps(0);
        assertThat(one.getCount()).as("granted where no count is sent").isEqualTo(1);
        assertThat(one.getTimestamp()).isGreaterThanOrEqualTo(three.getTimestamp() + 3);

        ComponentStates states =
                client.call(
                        Method.GET_COMPONENT_STATES,
                        GetComponentStatesRequest.getDefaultInstance(),
                        ComponentStates.class);
        done(states.getStatus());
        assertThat(states.getState())
                .isEqualTo(
                        ComponentInfo.newBuilder()
                                .setRole("rootcoord")
                                .setStateCode(StateCode.Healthy)
                                .build());
        assertThat(states.getSubcomponentStatesList()).as("no node has registered").isEmpty();

        RegisterLinkResponse link =
                client.call(
                        Method.REGISTER_LINK,
                        RegisterLinkRequest.getDefaultInstance(),
                        RegisterLinkResponse.class);
        done(link.getStatus());
        assertThat(link.getStatus().getReason()).as("how it is deployed").isEqualTo("DISTRIBUTED");
        assertThat(link.hasAddress()).isFalse();
    }

    private AllocTimestampResponse timestamps(int count) {
        AllocTimestampResponse response =
                client.call(
                        Method.ALLOC_TIMESTAMP,
                        AllocTimestampRequest.newBuilder().setCount(count).build(),
                        AllocTimestampResponse.class);
        done(response.getStatus());
        return response;
    }

    private static void done(Status status) {
        assertThat(status.getErrorCode()).as(status.getReason()).isEqualTo(ErrorCode.Success);
    }
}

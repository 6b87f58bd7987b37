package io.tidemark.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.milvus.client.MilvusServiceClient;
import io.milvus.grpc.DataType;
import io.milvus.grpc.GetIndexBuildProgressResponse;
import io.milvus.grpc.GetMetricsResponse;
import io.milvus.grpc.GetPersistentSegmentInfoResponse;
import io.milvus.grpc.GetQuerySegmentInfoResponse;
import io.milvus.grpc.IndexState;
import io.milvus.grpc.LoadState;
import io.milvus.grpc.PersistentSegmentInfo;
import io.milvus.grpc.QuerySegmentInfo;
import io.milvus.param.ConnectParam;
import io.milvus.param.IndexType;
import io.milvus.param.MetricType;
import io.milvus.param.R;
import io.milvus.param.collection.CollectionSchemaParam;
import io.milvus.param.collection.CreateCollectionParam;
import io.milvus.param.collection.DropCollectionParam;
import io.milvus.param.collection.FieldType;
import io.milvus.param.collection.FlushParam;
import io.milvus.param.collection.GetLoadStateParam;
import io.milvus.param.collection.GetLoadingProgressParam;
import io.milvus.param.collection.HasCollectionParam;
import io.milvus.param.collection.LoadCollectionParam;
import io.milvus.param.collection.ReleaseCollectionParam;
import io.milvus.param.control.GetMetricsParam;
import io.milvus.param.control.GetPersistentSegmentInfoParam;
import io.milvus.param.control.GetQuerySegmentInfoParam;
import io.milvus.param.dml.InsertParam;
import io.milvus.param.index.CreateIndexParam;
import io.milvus.param.index.DescribeIndexParam;
import io.milvus.param.index.DropIndexParam;
import io.milvus.param.index.GetIndexBuildProgressParam;
import io.milvus.param.index.GetIndexStateParam;
import java.util.List;

/** The Java client of the first generation, which many programs still hold. */
final class FirstClientStory {

    private static final String MAPS = "maps";

    private FirstClientStory() {}

    static void tell(String uri) {
        MilvusServiceClient client =
                new MilvusServiceClient(ConnectParam.newBuilder().withUri(uri).build());
        create(client);
        assertThat(has(client)).isTrue();
        index(client);
        assertThat(loadState(client)).isEqualTo(LoadState.LoadStateNotLoad);
        done(
                client.loadCollection(
                        LoadCollectionParam.newBuilder()
                                .withCollectionName(MAPS)
                                .withSyncLoad(true)
                                .build()));
        assertThat(loadState(client)).isEqualTo(LoadState.LoadStateLoaded);
        assertThat(
                        done(client.getLoadingProgress(
                                        GetLoadingProgressParam.newBuilder()
                                                .withCollectionName(MAPS)
                                                .build()))
                                .getProgress())
                .isEqualTo(100);
        insert(client);
        segments(client);
        metrics(client);
        done(
                client.releaseCollection(
                        ReleaseCollectionParam.newBuilder().withCollectionName(MAPS).build()));
        dropIndex(client);
        done(
                client.dropCollection(
                        DropCollectionParam.newBuilder().withCollectionName(MAPS).build()));
        assertThat(has(client)).isFalse();
        client.close();
    }

    private static void create(MilvusServiceClient client) {
        done(
                client.createCollection(
                        CreateCollectionParam.newBuilder()
                                .withCollectionName(MAPS)
                                .withShardsNum(2)
                                .withSchema(schema())
                                .build()));
    }

    /** A key that its rows bring along, and a vector of two. */
    static CollectionSchemaParam schema() {
        return CollectionSchemaParam.newBuilder()
                .addFieldType(
                        FieldType.newBuilder()
                                .withName("id")
                                .withDataType(DataType.Int64)
                                .withPrimaryKey(true)
                                .withAutoID(false)
                                .build())
                .addFieldType(
                        FieldType.newBuilder()
                                .withName("vector")
                                .withDataType(DataType.FloatVector)
                                .withDimension(2)
                                .build())
                .build();
    }

    /** No row is flushed yet, so none is to be indexed. */
    private static void index(MilvusServiceClient client) {
        done(
                client.createIndex(
                        CreateIndexParam.newBuilder()
                                .withCollectionName(MAPS)
                                .withFieldName("vector")
                                .withIndexName("by_place")
                                .withIndexType(IndexType.FLAT)
                                .withMetricType(MetricType.L2)
                                .withSyncMode(true)
                                .build()));
        assertThat(
                        done(client.describeIndex(
                                        DescribeIndexParam.newBuilder()
                                                .withCollectionName(MAPS)
                                                .build()))
                                .getIndexDescriptionsCount())
                .isEqualTo(1);
        assertThat(
                        done(client.getIndexState(
                                        GetIndexStateParam.newBuilder()
                                                .withCollectionName(MAPS)
                                                .withIndexName("by_place")
                                                .build()))
                                .getState())
                .isEqualTo(IndexState.Finished);
        GetIndexBuildProgressResponse progress =
                done(
                        client.getIndexBuildProgress(
                                GetIndexBuildProgressParam.newBuilder()
                                        .withCollectionName(MAPS)
                                        .withIndexName("by_place")
                                        .build()));
        assertThat(progress.getIndexedRows()).isZero();
        assertThat(progress.getTotalRows()).isZero();
    }

    private static LoadState loadState(MilvusServiceClient client) {
        return done(client.getLoadState(
                        GetLoadStateParam.newBuilder().withCollectionName(MAPS).build()))
                .getState();
    }

    private static void insert(MilvusServiceClient client) {
        assertThat(
                        done(client.insert(
                                        InsertParam.newBuilder()
                                                .withCollectionName(MAPS)
                                                .withFields(
                                                        List.of(
                                                                new InsertParam.Field(
                                                                        "id", List.of(1L, 2L)),
                                                                new InsertParam.Field(
                                                                        "vector",
                                                                        List.of(
                                                                                List.of(.1f, .2f),
                                                                                List.of(
                                                                                        .3f,
                                                                                        .4f)))))
                                                .build()))
                                .getInsertCnt())
                .isEqualTo(2);
    }

    private static void segments(MilvusServiceClient client) {
        done(client.flush(FlushParam.newBuilder().addCollectionName(MAPS).build()));
        GetPersistentSegmentInfoResponse persistent =
                done(
                        client.getPersistentSegmentInfo(
                                GetPersistentSegmentInfoParam.newBuilder()
                                        .withCollectionName(MAPS)
                                        .build()));
        assertThat(
                        persistent.getInfosList().stream()
                                .mapToLong(PersistentSegmentInfo::getNumRows)
                                .sum())
                .isEqualTo(2);
        GetQuerySegmentInfoResponse queried =
                done(
                        client.getQuerySegmentInfo(
                                GetQuerySegmentInfoParam.newBuilder()
                                        .withCollectionName(MAPS)
                                        .build()));
        assertThat(queried.getInfosList())
                .extracting(QuerySegmentInfo::getSegmentID)
                .containsExactlyInAnyOrderElementsOf(
                        persistent.getInfosList().stream()
                                .map(PersistentSegmentInfo::getSegmentID)
                                .toList());
    }

    /** As monitoring tools ask; a kind that does not exist is told so. */
    private static void metrics(MilvusServiceClient client) {
        GetMetricsResponse metrics = done(client.getMetrics(metricsOf("system_info")));
        assertThat(metrics.getComponentName()).isEqualTo("rootcoord");
        assertThat(
                        JsonParser.parseString(metrics.getResponse())
                                .getAsJsonObject()
                                .getAsJsonArray("nodes_info"))
                .map(JsonElement::getAsJsonObject)
                .map(node -> node.getAsJsonObject("infos").get("type").getAsString())
                .contains("rootcoord", "proxy");
        assertThat(client.getMetrics(metricsOf("weather")).getMessage())
                .contains("metric not found[metric=weather]");
    }

    private static GetMetricsParam metricsOf(String type) {
        return GetMetricsParam.newBuilder()
                .withRequest("{\"metric_type\": \"" + type + "\"}")
                .build();
    }

    private static void dropIndex(MilvusServiceClient client) {
        done(
                client.dropIndex(
                        DropIndexParam.newBuilder()
                                .withCollectionName(MAPS)
                                .withIndexName("by_place")
                                .build()));
        assertThat(
                        client.describeIndex(
                                        DescribeIndexParam.newBuilder()
                                                .withCollectionName(MAPS)
                                                .build())
                                .getMessage())
                .contains("index not found[collection=maps]");
    }

    private static boolean has(MilvusServiceClient client) {
        return done(
                client.hasCollection(
                        HasCollectionParam.newBuilder().withCollectionName(MAPS).build()));
    }

    static <T> T done(R<T> result) {
        assertThat(result.getException()).isNull();
        assertThat(result.getStatus()).isEqualTo(R.Status.Success.getCode());
        return result.getData();
    }
}

package io.tidemark.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.milvus.client.MilvusServiceClient;
import io.milvus.param.MetricType;
import io.milvus.param.R;
import io.milvus.param.bulkinsert.BulkInsertParam;
import io.milvus.param.bulkinsert.GetBulkInsertStateParam;
import io.milvus.param.bulkinsert.ListBulkInsertTasksParam;
import io.milvus.param.dml.AnnSearchParam;
import io.milvus.param.dml.DeleteParam;
import io.milvus.param.dml.HybridSearchParam;
import io.milvus.param.dml.InsertParam;
import io.milvus.param.dml.QueryParam;
import io.milvus.param.dml.SearchParam;
import io.milvus.param.dml.UpsertParam;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.exception.MilvusClientException;
import io.milvus.v2.service.vector.request.AnnSearchReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.GetReq;
import io.milvus.v2.service.vector.request.HybridSearchReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.request.ranker.RRFRanker;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * What the job does not execute yet, asked of a collection that is there and loaded: each time
 * Milvus' code for it and a sentence. The clients bring a deadline along, so that a call that hangs
 * is told apart.
 */
final class NotServedStory {

    private static final int UNIMPLEMENTED = 10;
    private static final String LATER = "later";
    private static final List<Float> VECTOR = List.of(.1f, .2f, .3f, .4f);

    private NotServedStory() {}

    static void tell(MilvusClientV2 client) {
        QuickStory.createAndInsert(client, LATER);
        refused("Search", () -> client.search(search()));
        refused(
                "HybridSearch",
                () ->
                        client.hybridSearch(
                                HybridSearchReq.builder()
                                        .collectionName(LATER)
                                        .searchRequests(
                                                List.of(
                                                        AnnSearchReq.builder()
                                                                .vectorFieldName("vector")
                                                                .vectors(
                                                                        List.of(
                                                                                new FloatVec(
                                                                                        VECTOR)))
                                                                .limit(1)
                                                                .build()))
                                        .ranker(RRFRanker.builder().k(60).build())
                                        .limit(1)
                                        .build()));
        refused(
                "Query",
                () ->
                        client.query(
                                QueryReq.builder()
                                        .collectionName(LATER)
                                        .filter("id >= 0")
                                        .limit(1)
                                        .build()));
        refused(
                "Query",
                () -> client.get(GetReq.builder().collectionName(LATER).ids(List.of(1L)).build()));
        refused(
                "Delete",
                () ->
                        client.delete(
                                DeleteReq.builder()
                                        .collectionName(LATER)
                                        .ids(List.of(1L))
                                        .build()));
        refused(
                "Upsert",
                () ->
                        client.upsert(
                                UpsertReq.builder()
                                        .collectionName(LATER)
                                        .data(List.of(row()))
                                        .build()));
    }

    private static SearchReq search() {
        return SearchReq.builder()
                .collectionName(LATER)
                .annsField("vector")
                .data(List.of(new FloatVec(VECTOR)))
                .limit(1)
                .build();
    }

    private static JsonObject row() {
        JsonObject row = new JsonObject();
        row.addProperty("id", 1L);
        row.add("vector", new Gson().toJsonTree(VECTOR));
        return row;
    }

    private static void refused(String rpc, ThrowingCallable call) {
        assertThatThrownBy(call)
                .as(rpc)
                .isInstanceOfSatisfying(
                        MilvusClientException.class,
                        told -> assertThat(told.getServerErrCode()).isEqualTo(UNIMPLEMENTED))
                .hasMessageContaining(rpc + " is not served yet");
    }

    /** The same with the client of the first generation, which also imports; after the other. */
    static void tell(MilvusServiceClient client) {
        refused(
                "Search",
                client.search(
                        SearchParam.newBuilder()
                                .withCollectionName(LATER)
                                .withVectorFieldName("vector")
                                .withMetricType(MetricType.COSINE)
                                .withFloatVectors(List.of(VECTOR))
                                .withLimit(1L)
                                .build()));
        refused("HybridSearch", client.hybridSearch(hybridSearch()));
        refused(
                "Query",
                client.query(
                        QueryParam.newBuilder()
                                .withCollectionName(LATER)
                                .withExpr("id >= 0")
                                .build()));
        refused(
                "Delete",
                client.delete(
                        DeleteParam.newBuilder()
                                .withCollectionName(LATER)
                                .withExpr("id in [1]")
                                .build()));
        refused(
                "Upsert",
                client.upsert(
                        UpsertParam.newBuilder()
                                .withCollectionName(LATER)
                                .withFields(
                                        List.of(
                                                new InsertParam.Field("id", List.of(1L)),
                                                new InsertParam.Field("vector", List.of(VECTOR))))
                                .build()));
        refused(
                "Import",
                client.bulkInsert(
                        BulkInsertParam.newBuilder()
                                .withCollectionName(LATER)
                                .addFile("rows.json")
                                .build()));
        refused(
                "GetImportState",
                client.getBulkInsertState(
                        GetBulkInsertStateParam.newBuilder().withTask(1L).build()));
        refused(
                "ListImportTasks",
                client.listBulkInsertTasks(
                        ListBulkInsertTasksParam.newBuilder().withCollectionName(LATER).build()));
    }

    private static HybridSearchParam hybridSearch() {
        return HybridSearchParam.newBuilder()
                .withCollectionName(LATER)
                .addSearchRequest(
                        AnnSearchParam.newBuilder()
                                .withVectorFieldName("vector")
                                .withMetricType(MetricType.COSINE)
                                .withFloatVectors(List.of(VECTOR))
                                .withLimit(1L)
                                .build())
                .withRanker(io.milvus.param.dml.ranker.RRFRanker.newBuilder().withK(60).build())
                .withLimit(1L)
                .build();
    }

    private static void refused(String rpc, R<?> result) {
        assertThat(result.getStatus()).as(rpc).isEqualTo(UNIMPLEMENTED);
        assertThat(result.getMessage()).contains(rpc + " is not served yet");
    }
}

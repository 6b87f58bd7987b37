package io.tidemark.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.GetCollectionStatsReq;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.utility.request.FlushAllReq;
import io.milvus.v2.service.utility.request.FlushReq;
import io.milvus.v2.service.utility.request.GetFlushAllStateReq;
import io.milvus.v2.service.utility.response.FlushAllResp;
import io.milvus.v2.service.vector.request.InsertReq;
import io.milvus.v2.service.vector.response.InsertResp;
import java.util.ArrayList;
import java.util.List;

/** A newcomer's first minutes. */
final class QuickStory {

    private static final int DIM = 4;

    private QuickStory() {}

    static void tell(MilvusClientV2 client) {
        assertThat(client.getServerVersion()).startsWith("2.6");
        assertThat(client.checkHealth().getIsHealthy()).isTrue();

        createAndInsert(client, "quick");

        assertThat(client.hasCollection(HasCollectionReq.builder().collectionName("quick").build()))
                .isTrue();
        assertThat(client.listCollections().getCollectionNames()).contains("quick");
        assertThat(
                        client.describeCollection(
                                        DescribeCollectionReq.builder()
                                                .collectionName("quick")
                                                .build())
                                .getVectorFieldNames())
                .containsExactly("vector");
        // The quick form makes an index and loads by itself.
        assertThat(client.getLoadState(GetLoadStateReq.builder().collectionName("quick").build()))
                .isTrue();

        client.flush(FlushReq.builder().collectionNames(List.of("quick")).build());
        assertThat(
                        client.getCollectionStats(
                                        GetCollectionStatsReq.builder()
                                                .collectionName("quick")
                                                .build())
                                .getNumOfEntities())
                .isEqualTo(10);
        FlushAllResp all = client.flushAll(FlushAllReq.builder().build());
        assertThat(
                        client.getFlushAllState(
                                        GetFlushAllStateReq.builder()
                                                .flushAllTs(all.getFlushAllTs())
                                                .build())
                                .getFlushed())
                .isTrue();

        client.dropCollection(DropCollectionReq.builder().collectionName("quick").build());
        assertThat(client.hasCollection(HasCollectionReq.builder().collectionName("quick").build()))
                .isFalse();
    }

    static void createAndInsert(MilvusClientV2 client, String collection) {
        client.createCollection(
                CreateCollectionReq.builder().collectionName(collection).dimension(DIM).build());
        InsertResp inserted =
                client.insert(
                        InsertReq.builder().collectionName(collection).data(rows(10)).build());
        assertThat(inserted.getInsertCnt()).isEqualTo(10);
        assertThat(inserted.getPrimaryKeys()).contains(0L, 9L);
    }

    private static List<JsonObject> rows(int count) {
        Gson gson = new Gson();
        List<JsonObject> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonObject row = new JsonObject();
            row.addProperty("id", (long) i);
            row.add("vector", gson.toJsonTree(List.of(.1f, .2f, .3f, i + .4f)));
            row.addProperty("note", "beyond the schema " + i);
            rows.add(row);
        }
        return rows;
    }
}

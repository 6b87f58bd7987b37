package io.tidemark.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.client.MilvusServiceClient;
import io.milvus.grpc.DataType;
import io.milvus.param.ConnectParam;
import io.milvus.param.IndexType;
import io.milvus.param.MetricType;
import io.milvus.param.R;
import io.milvus.param.collection.CollectionSchemaParam;
import io.milvus.param.collection.CreateCollectionParam;
import io.milvus.param.collection.DropCollectionParam;
import io.milvus.param.collection.FieldType;
import io.milvus.param.collection.HasCollectionParam;
import io.milvus.param.collection.LoadCollectionParam;
import io.milvus.param.collection.ReleaseCollectionParam;
import io.milvus.param.dml.InsertParam;
import io.milvus.param.index.CreateIndexParam;
import io.milvus.param.index.DescribeIndexParam;
import java.util.List;

/** The Java client of the first generation, which many programs still hold. */
final class FirstClientStory {

    private static final String MAPS = "maps";

    private FirstClientStory() {}

    static void tell(String uri) {
        MilvusServiceClient client =
                new MilvusServiceClient(ConnectParam.newBuilder().withUri(uri).build());
        done(
                client.createCollection(
                        CreateCollectionParam.newBuilder()
                                .withCollectionName(MAPS)
                                .withShardsNum(2)
                                .withSchema(
                                        CollectionSchemaParam.newBuilder()
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
                                                .build())
                                .build()));
        assertThat(has(client)).isTrue();
        done(
                client.createIndex(
                        CreateIndexParam.newBuilder()
                                .withCollectionName(MAPS)
                                .withFieldName("vector")
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
        done(
                client.loadCollection(
                        LoadCollectionParam.newBuilder()
                                .withCollectionName(MAPS)
                                .withSyncLoad(true)
                                .build()));
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
        done(
                client.releaseCollection(
                        ReleaseCollectionParam.newBuilder().withCollectionName(MAPS).build()));
        done(
                client.dropCollection(
                        DropCollectionParam.newBuilder().withCollectionName(MAPS).build()));
        assertThat(has(client)).isFalse();
        client.close();
    }

    private static boolean has(MilvusServiceClient client) {
        return done(
                client.hasCollection(
                        HasCollectionParam.newBuilder().withCollectionName(MAPS).build()));
    }

    private static <T> T done(R<T> result) {
        assertThat(result.getException()).isNull();
        assertThat(result.getStatus()).isEqualTo(R.Status.Success.getCode());
        return result.getData();
    }
}

package io.tidemark.clients;

import static io.tidemark.clients.FirstClientStory.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.client.MilvusServiceClient;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.MutationResult;
import io.milvus.param.ConnectParam;
import io.milvus.param.alias.AlterAliasParam;
import io.milvus.param.alias.CreateAliasParam;
import io.milvus.param.alias.DropAliasParam;
import io.milvus.param.alias.ListAliasesParam;
import io.milvus.param.collection.AlterDatabaseParam;
import io.milvus.param.collection.CreateCollectionParam;
import io.milvus.param.collection.CreateDatabaseParam;
import io.milvus.param.collection.DescribeCollectionParam;
import io.milvus.param.collection.DescribeDatabaseParam;
import io.milvus.param.collection.DropCollectionParam;
import io.milvus.param.collection.DropDatabaseParam;
import io.milvus.param.collection.FlushParam;
import io.milvus.param.collection.GetCollectionStatisticsParam;
import io.milvus.param.collection.HasCollectionParam;
import io.milvus.param.collection.RenameCollectionParam;
import io.milvus.param.collection.ShowCollectionsParam;
import io.milvus.param.dml.InsertParam;
import io.milvus.param.partition.CreatePartitionParam;
import io.milvus.param.partition.DropPartitionParam;
import io.milvus.param.partition.GetPartitionStatisticsParam;
import io.milvus.param.partition.HasPartitionParam;
import io.milvus.param.partition.ShowPartitionsParam;
import io.milvus.response.GetCollStatResponseWrapper;
import java.util.Collections;
import java.util.List;

/** A client of the first generation that says who it is and which database it means. */
final class FirstClientDatabaseStory {

    private static final String ATLAS = "atlas";
    private static final String STREETS = "streets";

    private FirstClientDatabaseStory() {}

    static void tell(String uri) {
        MilvusServiceClient founder =
                new MilvusServiceClient(
                        ConnectParam.newBuilder().withUri(uri).withToken("root:Milvus").build());
        database(founder);
        MilvusServiceClient client =
                new MilvusServiceClient(
                        ConnectParam.newBuilder()
                                .withUri(uri)
                                .withDatabaseName(ATLAS)
                                .withAuthorization("root", "Milvus")
                                .build());
        collection(client);
        assertThat(has(founder, STREETS)).as("in the default database").isFalse();
        aliases(client);
        partitions(client);
        rows(client);
        done(
                client.dropCollection(
                        DropCollectionParam.newBuilder().withCollectionName(STREETS).build()));
        assertThat(has(client, STREETS)).isFalse();
        client.close();
        done(founder.dropDatabase(DropDatabaseParam.newBuilder().withDatabaseName(ATLAS).build()));
        assertThat(done(founder.listDatabases()).getDbNamesList()).doesNotContain(ATLAS);
        founder.close();
    }

    private static void database(MilvusServiceClient founder) {
        done(
                founder.createDatabase(
                        CreateDatabaseParam.newBuilder().withDatabaseName(ATLAS).build()));
        done(
                founder.alterDatabase(
                        AlterDatabaseParam.newBuilder()
                                .withDatabaseName(ATLAS)
                                .withProperty("database.max.collections", "7")
                                .build()));
        assertThat(done(founder.listDatabases()).getDbNamesList()).contains("default", ATLAS);
        assertThat(
                        done(founder.describeDatabase(
                                        DescribeDatabaseParam.newBuilder()
                                                .withDatabaseName(ATLAS)
                                                .build()))
                                .getPropertiesList())
                .contains(
                        KeyValuePair.newBuilder()
                                .setKey("database.max.collections")
                                .setValue("7")
                                .build());
    }

    private static void collection(MilvusServiceClient client) {
        done(
                client.createCollection(
                        CreateCollectionParam.newBuilder()
                                .withCollectionName("roads")
                                .withShardsNum(2)
                                .withSchema(FirstClientStory.schema())
                                .build()));
        done(
                client.renameCollection(
                        RenameCollectionParam.newBuilder()
                                .withOldCollectionName("roads")
                                .withNewCollectionName(STREETS)
                                .build()));
        assertThat(has(client, "roads")).isFalse();
        assertThat(
                        done(client.showCollections(ShowCollectionsParam.newBuilder().build()))
                                .getCollectionNamesList())
                .containsExactly(STREETS);
        DescribeCollectionResponse streets =
                done(
                        client.describeCollection(
                                DescribeCollectionParam.newBuilder()
                                        .withCollectionName(STREETS)
                                        .build()));
        assertThat(streets.getDbName()).isEqualTo(ATLAS);
        assertThat(streets.getShardsNum()).isEqualTo(2);
        assertThat(streets.getSchema().getFieldsList())
                .extracting(FieldSchema::getName)
                .containsExactly("id", "vector");
    }

    private static void aliases(MilvusServiceClient client) {
        done(
                client.createAlias(
                        CreateAliasParam.newBuilder()
                                .withCollectionName(STREETS)
                                .withAlias("ways")
                                .build()));
        assertThat(has(client, "ways")).isTrue();
        done(
                client.alterAlias(
                        AlterAliasParam.newBuilder()
                                .withCollectionName(STREETS)
                                .withAlias("ways")
                                .build()));
        assertThat(
                        done(client.listAliases(
                                        ListAliasesParam.newBuilder()
                                                .withCollectionName(STREETS)
                                                .build()))
                                .getAliasesList())
                .containsExactly("ways");
        done(client.dropAlias(DropAliasParam.newBuilder().withAlias("ways").build()));
        assertThat(has(client, "ways")).isFalse();
    }

    private static void partitions(MilvusServiceClient client) {
        for (String partition : List.of("inner", "outer")) {
            done(
                    client.createPartition(
                            CreatePartitionParam.newBuilder()
                                    .withCollectionName(STREETS)
                                    .withPartitionName(partition)
                                    .build()));
        }
        done(
                client.dropPartition(
                        DropPartitionParam.newBuilder()
                                .withCollectionName(STREETS)
                                .withPartitionName("outer")
                                .build()));
        assertThat(
                        done(
                                client.hasPartition(
                                        HasPartitionParam.newBuilder()
                                                .withCollectionName(STREETS)
                                                .withPartitionName("inner")
                                                .build())))
                .isTrue();
        assertThat(
                        done(client.showPartitions(
                                        ShowPartitionsParam.newBuilder()
                                                .withCollectionName(STREETS)
                                                .build()))
                                .getPartitionNamesList())
                .containsExactlyInAnyOrder("_default", "inner");
    }

    private static void rows(MilvusServiceClient client) {
        insert(client, "_default", List.of(1L, 2L));
        insert(client, "inner", List.of(3L));
        done(client.flush(FlushParam.newBuilder().addCollectionName(STREETS).build()));
        assertThat(
                        new GetCollStatResponseWrapper(
                                        done(
                                                client.getCollectionStatistics(
                                                        GetCollectionStatisticsParam.newBuilder()
                                                                .withCollectionName(STREETS)
                                                                .build())))
                                .getRowCount())
                .isEqualTo(3);
        assertThat(
                        done(client.getPartitionStatistics(
                                        GetPartitionStatisticsParam.newBuilder()
                                                .withCollectionName(STREETS)
                                                .withPartitionName("inner")
                                                .build()))
                                .getStatsList())
                .containsExactly(
                        KeyValuePair.newBuilder().setKey("row_count").setValue("1").build());
    }

    private static void insert(MilvusServiceClient client, String partition, List<Long> ids) {
        List<List<Float>> vectors = Collections.nCopies(ids.size(), List.of(.1f, .2f));
        MutationResult inserted =
                done(
                        client.insert(
                                InsertParam.newBuilder()
                                        .withCollectionName(STREETS)
                                        .withPartitionName(partition)
                                        .withFields(
                                                List.of(
                                                        new InsertParam.Field("id", ids),
                                                        new InsertParam.Field("vector", vectors)))
                                        .build()));
        assertThat(inserted.getInsertCnt()).isEqualTo(ids.size());
    }

    private static boolean has(MilvusServiceClient client, String collection) {
        return done(
                client.hasCollection(
                        HasCollectionParam.newBuilder().withCollectionName(collection).build()));
    }
}

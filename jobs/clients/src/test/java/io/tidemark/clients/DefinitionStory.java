package io.tidemark.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.LoadState;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexBuildState;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.service.collection.request.AddCollectionFieldReq;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.AlterCollectionFieldReq;
import io.milvus.v2.service.collection.request.AlterCollectionPropertiesReq;
import io.milvus.v2.service.collection.request.BatchDescribeCollectionReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.collection.request.ReleaseCollectionReq;
import io.milvus.v2.service.collection.request.RenameCollectionReq;
import io.milvus.v2.service.collection.response.DescribeCollectionResp;
import io.milvus.v2.service.database.request.AlterDatabasePropertiesReq;
import io.milvus.v2.service.database.request.CreateDatabaseReq;
import io.milvus.v2.service.database.request.DescribeDatabaseReq;
import io.milvus.v2.service.database.request.DropDatabasePropertiesReq;
import io.milvus.v2.service.database.request.DropDatabaseReq;
import io.milvus.v2.service.index.request.AlterIndexPropertiesReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.index.request.DescribeIndexReq;
import io.milvus.v2.service.index.request.DropIndexPropertiesReq;
import io.milvus.v2.service.index.request.DropIndexReq;
import io.milvus.v2.service.index.request.ListIndexesReq;
import io.milvus.v2.service.index.response.DescribeIndexResp.IndexDesc;
import io.milvus.v2.service.partition.request.CreatePartitionReq;
import io.milvus.v2.service.partition.request.DropPartitionReq;
import io.milvus.v2.service.partition.request.HasPartitionReq;
import io.milvus.v2.service.partition.request.ListPartitionsReq;
import io.milvus.v2.service.partition.request.LoadPartitionsReq;
import io.milvus.v2.service.partition.request.ReleasePartitionsReq;
import io.milvus.v2.service.utility.request.AlterAliasReq;
import io.milvus.v2.service.utility.request.CreateAliasReq;
import io.milvus.v2.service.utility.request.DescribeAliasReq;
import io.milvus.v2.service.utility.request.DropAliasReq;
import io.milvus.v2.service.utility.request.ListAliasesReq;
import java.util.List;

/** Every kind of definition: made, looked at, changed, taken back. */
final class DefinitionStory {

    private static final String BOOKS = "books";
    private static final String NOVELS = "novels";

    private DefinitionStory() {}

    static void tell(MilvusClientV2 client) throws InterruptedException {
        client.createDatabase(CreateDatabaseReq.builder().databaseName("lab").build());
        assertThat(client.listDatabases().getDatabaseNames()).contains("default", "lab");
        assertThat(
                        client.describeDatabase(
                                        DescribeDatabaseReq.builder().databaseName("lab").build())
                                .getDatabaseName())
                .isEqualTo("lab");
        properties(client);
        client.useDatabase("lab");

        collections(client);
        fieldsAndDescriptions(client);
        aliases(client);
        indexesAndLoading(client);
        partitions(client);

        client.dropCollection(DropCollectionReq.builder().collectionName(NOVELS).build());
        assertThat(client.listCollections().getCollectionNames()).isEmpty();
        client.useDatabase("default");
        client.dropDatabase(DropDatabaseReq.builder().databaseName("lab").build());
        assertThat(client.listDatabases().getDatabaseNames()).doesNotContain("lab");
    }

    private static void properties(MilvusClientV2 client) {
        client.alterDatabaseProperties(
                AlterDatabasePropertiesReq.builder()
                        .databaseName("lab")
                        .property("database.max.collections", "5")
                        .property("owner", "us")
                        .build());
        client.dropDatabaseProperties(
                DropDatabasePropertiesReq.builder()
                        .databaseName("lab")
                        .propertyKeys(List.of("owner"))
                        .build());
        assertThat(
                        client.describeDatabase(
                                        DescribeDatabaseReq.builder().databaseName("lab").build())
                                .getProperties())
                .containsEntry("database.max.collections", "5")
                .doesNotContainKey("owner");
    }

    private static void collections(MilvusClientV2 client) {
        CreateCollectionReq.CollectionSchema schema = MilvusClientV2.CreateSchema();
        schema.addField(
                AddFieldReq.builder()
                        .fieldName("id")
                        .dataType(DataType.Int64)
                        .isPrimaryKey(true)
                        .build());
        schema.addField(
                AddFieldReq.builder()
                        .fieldName("vector")
                        .dataType(DataType.FloatVector)
                        .dimension(4)
                        .build());
        client.createCollection(
                CreateCollectionReq.builder()
                        .collectionName(BOOKS)
                        .collectionSchema(schema)
                        .build());
        client.renameCollection(
                RenameCollectionReq.builder()
                        .collectionName(BOOKS)
                        .newCollectionName(NOVELS)
                        .build());
        client.alterCollectionProperties(
                AlterCollectionPropertiesReq.builder()
                        .collectionName(NOVELS)
                        .property("collection.ttl.seconds", "60")
                        .build());
        client.addCollectionField(
                AddCollectionFieldReq.builder()
                        .collectionName(NOVELS)
                        .fieldName("note")
                        .dataType(DataType.VarChar)
                        .maxLength(64)
                        .isNullable(true)
                        .build());

        assertThat(client.hasCollection(HasCollectionReq.builder().collectionName(BOOKS).build()))
                .isFalse();
        DescribeCollectionResp novels =
                client.describeCollection(
                        DescribeCollectionReq.builder().collectionName(NOVELS).build());
        assertThat(novels.getDatabaseName()).isEqualTo("lab");
        assertThat(novels.getFieldNames()).containsExactly("id", "vector", "note");
        assertThat(novels.getProperties()).containsEntry("collection.ttl.seconds", "60");
    }

    private static void fieldsAndDescriptions(MilvusClientV2 client) {
        client.alterCollectionField(
                AlterCollectionFieldReq.builder()
                        .collectionName(NOVELS)
                        .fieldName("note")
                        .property("max_length", "128")
                        .build());
        List<DescribeCollectionResp> described =
                client.batchDescribeCollection(
                        BatchDescribeCollectionReq.builder()
                                .databaseName("lab")
                                .collectionNames(List.of(NOVELS))
                                .build());
        assertThat(described).hasSize(1);
        assertThat(described.get(0).getCollectionName()).isEqualTo(NOVELS);
        assertThat(described.get(0).getCollectionSchema().getField("note").getMaxLength())
                .isEqualTo(128);
    }

    private static void aliases(MilvusClientV2 client) {
        client.createAlias(CreateAliasReq.builder().collectionName(NOVELS).alias("best").build());
        assertThat(
                        client.describeAlias(DescribeAliasReq.builder().alias("best").build())
                                .getCollectionName())
                .isEqualTo(NOVELS);
        client.alterAlias(AlterAliasReq.builder().collectionName(NOVELS).alias("best").build());
        assertThat(
                        client.listAliases(ListAliasesReq.builder().collectionName(NOVELS).build())
                                .getAlias())
                .containsExactly("best");
        client.dropAlias(DropAliasReq.builder().alias("best").build());
    }

    private static void indexesAndLoading(MilvusClientV2 client) {
        client.createIndex(
                CreateIndexReq.builder()
                        .collectionName(NOVELS)
                        .indexParams(
                                List.of(
                                        IndexParam.builder()
                                                .fieldName("vector")
                                                .indexName("by_vector")
                                                .indexType(IndexParam.IndexType.FLAT)
                                                .metricType(IndexParam.MetricType.L2)
                                                .build()))
                        .sync(true)
                        .build());
        assertThat(index(client).getIndexState()).isEqualTo(IndexBuildState.Finished);
        client.alterIndexProperties(
                AlterIndexPropertiesReq.builder()
                        .collectionName(NOVELS)
                        .indexName("by_vector")
                        .property("mmap.enabled", "true")
                        .build());
        assertThat(index(client).getProperties()).containsEntry("mmap.enabled", "true");
        client.dropIndexProperties(
                DropIndexPropertiesReq.builder()
                        .collectionName(NOVELS)
                        .indexName("by_vector")
                        .propertyKeys(List.of("mmap.enabled"))
                        .build());
        assertThat(index(client).getProperties()).doesNotContainKey("mmap.enabled");
        assertThat(client.listIndexes(ListIndexesReq.builder().collectionName(NOVELS).build()))
                .containsExactly("by_vector");

        client.loadCollection(
                LoadCollectionReq.builder().collectionName(NOVELS).sync(true).build());
        assertThat(loaded(client)).isTrue();
        assertThat(loadState(client)).isEqualTo(LoadState.LoadStateLoaded);
        client.releaseCollection(ReleaseCollectionReq.builder().collectionName(NOVELS).build());
        assertThat(loaded(client)).isFalse();
        assertThat(loadState(client)).isEqualTo(LoadState.LoadStateNotLoad);
    }

    private static void partitions(MilvusClientV2 client) {
        client.createPartition(
                CreatePartitionReq.builder().collectionName(NOVELS).partitionName("new").build());
        assertThat(
                        client.hasPartition(
                                HasPartitionReq.builder()
                                        .collectionName(NOVELS)
                                        .partitionName("new")
                                        .build()))
                .isTrue();
        assertThat(
                        client.listPartitions(
                                ListPartitionsReq.builder().collectionName(NOVELS).build()))
                .containsExactlyInAnyOrder("_default", "new");
        client.loadPartitions(
                LoadPartitionsReq.builder()
                        .collectionName(NOVELS)
                        .partitionNames(List.of("new"))
                        .sync(true)
                        .build());
        client.releasePartitions(
                ReleasePartitionsReq.builder()
                        .collectionName(NOVELS)
                        .partitionNames(List.of("new"))
                        .build());
        client.dropPartition(
                DropPartitionReq.builder().collectionName(NOVELS).partitionName("new").build());
        client.dropIndex(
                DropIndexReq.builder().collectionName(NOVELS).indexName("by_vector").build());
    }

    private static IndexDesc index(MilvusClientV2 client) {
        return client.describeIndex(
                        DescribeIndexReq.builder()
                                .collectionName(NOVELS)
                                .indexName("by_vector")
                                .build())
                .getIndexDescByIndexName("by_vector");
    }

    private static LoadState loadState(MilvusClientV2 client) {
        return client.getLoadStateV2(GetLoadStateReq.builder().collectionName(NOVELS).build())
                .getState();
    }

    private static boolean loaded(MilvusClientV2 client) {
        return client.getLoadState(GetLoadStateReq.builder().collectionName(NOVELS).build());
    }
}

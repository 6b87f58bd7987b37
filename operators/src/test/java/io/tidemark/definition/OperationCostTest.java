package io.tidemark.definition;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.milvus.grpc.AddCollectionFieldRequest;
import io.milvus.grpc.Address;
import io.milvus.grpc.AlterAliasRequest;
import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.BatchDescribeCollectionRequest;
import io.milvus.grpc.ConnectRequest;
import io.milvus.grpc.CreateAliasRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.DropAliasRequest;
import io.milvus.grpc.DropDatabaseRequest;
import io.milvus.grpc.DropPartitionRequest;
import io.milvus.grpc.FlushRequest;
import io.milvus.grpc.GetCollectionStatisticsRequest;
import io.milvus.grpc.GetIndexStateRequest;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.GetMetricsRequest;
import io.milvus.grpc.ListAliasesRequest;
import io.milvus.grpc.ListDatabasesRequest;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.ReleaseCollectionRequest;
import io.milvus.grpc.RenameCollectionRequest;
import io.milvus.grpc.ShowPartitionsRequest;
import io.tidemark.proto.AlterSettingsRequest;
import io.tidemark.proto.ListNodesRequest;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.request.Method;
import io.tidemark.schema.TestingSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operation costs in keys of the store, whatever the number of collections. */
class OperationCostTest {

    private static final List<Map.Entry<Method, Message>> STEPS =
            List.of(
                    entry(
                            Method.CREATE_COLLECTION,
                            TestingDefinitions.createRequest("x").setShardsNum(2).build()),
                    entry(
                            Method.CREATE_PARTITION,
                            CreatePartitionRequest.newBuilder()
                                    .setCollectionName("x")
                                    .setPartitionName("p")
                                    .build()),
                    entry(
                            Method.DROP_PARTITION,
                            DropPartitionRequest.newBuilder()
                                    .setCollectionName("x")
                                    .setPartitionName("p")
                                    .build()),
                    entry(
                            Method.CREATE_ALIAS,
                            CreateAliasRequest.newBuilder()
                                    .setCollectionName("x")
                                    .setAlias("a")
                                    .build()),
                    entry(
                            Method.ALTER_ALIAS,
                            AlterAliasRequest.newBuilder()
                                    .setCollectionName("c0")
                                    .setAlias("a")
                                    .build()),
                    entry(
                            Method.LIST_ALIASES,
                            ListAliasesRequest.newBuilder().setCollectionName("c0").build()),
                    entry(Method.DROP_ALIAS, DropAliasRequest.newBuilder().setAlias("a").build()),
                    entry(
                            Method.CREATE_INDEX,
                            CreateIndexRequest.newBuilder()
                                    .setCollectionName("x")
                                    .setFieldName("vector")
                                    .build()),
                    entry(
                            Method.DESCRIBE_INDEX,
                            DescribeIndexRequest.newBuilder().setCollectionName("x").build()),
                    entry(Method.FLUSH, FlushRequest.newBuilder().addCollectionNames("x").build()),
                    entry(
                            Method.GET_COLLECTION_STATISTICS,
                            GetCollectionStatisticsRequest.newBuilder()
                                    .setCollectionName("x")
                                    .build()),
                    entry(
                            Method.GET_INDEX_STATE,
                            GetIndexStateRequest.newBuilder().setCollectionName("x").build()),
                    entry(
                            Method.LOAD_COLLECTION,
                            LoadCollectionRequest.newBuilder().setCollectionName("x").build()),
                    entry(
                            Method.GET_LOAD_STATE,
                            GetLoadStateRequest.newBuilder().setCollectionName("x").build()),
                    entry(
                            Method.RELEASE_COLLECTION,
                            ReleaseCollectionRequest.newBuilder().setCollectionName("x").build()),
                    entry(
                            Method.ALTER_COLLECTION,
                            AlterCollectionRequest.newBuilder()
                                    .setCollectionName("x")
                                    .addProperties(TestingStory.param("a", "b"))
                                    .build()),
                    entry(
                            Method.ADD_COLLECTION_FIELD,
                            AddCollectionFieldRequest.newBuilder()
                                    .setCollectionName("x")
                                    .setSchema(
                                            TestingSchemas.field("f", DataType.Bool)
                                                    .setNullable(true)
                                                    .build()
                                                    .toByteString())
                                    .build()),
                    entry(
                            Method.RENAME_COLLECTION,
                            RenameCollectionRequest.newBuilder()
                                    .setOldName("x")
                                    .setNewName("y")
                                    .build()),
                    entry(
                            Method.DESCRIBE_COLLECTION,
                            DescribeCollectionRequest.newBuilder().setCollectionName("y").build()),
                    entry(
                            Method.SHOW_PARTITIONS,
                            ShowPartitionsRequest.newBuilder().setCollectionName("y").build()),
                    entry(Method.DROP_COLLECTION, TestingDefinitions.dropRequest("y")),
                    entry(
                            Method.BATCH_DESCRIBE_COLLECTION,
                            BatchDescribeCollectionRequest.newBuilder()
                                    .addCollectionName("c0")
                                    .build()),
                    entry(
                            Method.REGISTER_NODE,
                            RegisterNodeRequest.newBuilder()
                                    .setRole("querynode")
                                    .setAddress(Address.newBuilder().setIp("localhost"))
                                    .build()),
                    entry(Method.LIST_NODES, ListNodesRequest.getDefaultInstance()),
                    entry(Method.CONNECT, ConnectRequest.getDefaultInstance()),
                    entry(
                            Method.ALTER_SETTINGS,
                            AlterSettingsRequest.newBuilder()
                                    .addSettings(TestingStory.param("proxy.maxShardNum", "3"))
                                    .build()),
                    entry(
                            Method.GET_METRICS,
                            GetMetricsRequest.newBuilder()
                                    .setRequest("{\"metric_type\": \"system_info\"}")
                                    .build()),
                    entry(
                            Method.CREATE_DATABASE,
                            CreateDatabaseRequest.newBuilder().setDbName("d").build()),
                    entry(Method.LIST_DATABASES, ListDatabasesRequest.getDefaultInstance()),
                    entry(
                            Method.DROP_DATABASE,
                            DropDatabaseRequest.newBuilder().setDbName("d").build()));

    @Test
    void usageExample() {
        TestingStory story = new TestingStory();
        story.create("films");
        story.store.takeTouched();
        story.run(
                Method.GET_LOAD_STATE,
                GetLoadStateRequest.newBuilder().setCollectionName("films").build());

        assertThat(story.store.takeTouched()).isPositive().isLessThan(5);
    }

    @Test
    void anOperationTakesTheSameKeysAmongTenAndAmongTenThousandCollections() {
        List<Integer> few = cost(10);

        assertThat(cost(10_000)).isEqualTo(few);
        assertThat(few).allSatisfy(keys -> assertThat(keys).isLessThan(100));
    }

    private static List<Integer> cost(int collections) {
        TestingStory story = new TestingStory();
        for (int i = 0; i < collections; i++) {
            story.create("c" + i);
        }
        List<Integer> cost = new ArrayList<>();
        for (Map.Entry<Method, Message> step : STEPS) {
            story.store.takeTouched();
            story.run(step.getKey(), step.getValue());
            cost.add(story.store.takeTouched());
        }
        return cost;
    }
}

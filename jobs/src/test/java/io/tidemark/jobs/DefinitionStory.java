package io.tidemark.jobs;

import static java.util.Map.entry;

import com.google.protobuf.Message;
import io.milvus.grpc.AddCollectionFieldRequest;
import io.milvus.grpc.Address;
import io.milvus.grpc.AlterAliasRequest;
import io.milvus.grpc.AlterCollectionFieldRequest;
import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.AlterDatabaseRequest;
import io.milvus.grpc.AlterIndexRequest;
import io.milvus.grpc.BatchDescribeCollectionRequest;
import io.milvus.grpc.CheckHealthRequest;
import io.milvus.grpc.ConnectRequest;
import io.milvus.grpc.CreateAliasRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DescribeAliasRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeDatabaseRequest;
import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.DropAliasRequest;
import io.milvus.grpc.DropDatabaseRequest;
import io.milvus.grpc.DropIndexRequest;
import io.milvus.grpc.DropPartitionRequest;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.GetComponentStatesRequest;
import io.milvus.grpc.GetIndexBuildProgressRequest;
import io.milvus.grpc.GetIndexStateRequest;
import io.milvus.grpc.GetIndexStatisticsRequest;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.GetLoadingProgressRequest;
import io.milvus.grpc.GetMetricsRequest;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.HasPartitionRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.ListAliasesRequest;
import io.milvus.grpc.ListDatabasesRequest;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.LoadPartitionsRequest;
import io.milvus.grpc.RegisterLinkRequest;
import io.milvus.grpc.ReleaseCollectionRequest;
import io.milvus.grpc.ReleasePartitionsRequest;
import io.milvus.grpc.RenameCollectionRequest;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowPartitionsRequest;
import io.milvus.grpc.Status;
import io.tidemark.proto.AlterSettingsRequest;
import io.tidemark.proto.ChannelTimeTickMsg;
import io.tidemark.proto.InvalidateCollMetaCacheRequest;
import io.tidemark.proto.ListClientInfosRequest;
import io.tidemark.proto.ListNodesRequest;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.proto.ShowConfigurationsRequest;
import io.tidemark.proto.SysConfigRequest;
import io.tidemark.request.Method;
import java.util.List;
import java.util.Map;

/**
 * Every definition request in an order in which all of them succeed. It leaves one collection,
 * {@code movies} in database {@code lab}, with an alias, a partition, a field more and an index.
 */
final class DefinitionStory {

    static final List<Map.Entry<Method, Message>> STEPS =
            List.of(
                    entry(Method.CONNECT, ConnectRequest.getDefaultInstance()),
                    entry(Method.GET_VERSION, GetVersionRequest.getDefaultInstance()),
                    entry(Method.CHECK_HEALTH, CheckHealthRequest.getDefaultInstance()),
                    entry(
                            Method.GET_COMPONENT_STATES,
                            GetComponentStatesRequest.getDefaultInstance()),
                    entry(Method.LIST_CLIENT_INFOS, ListClientInfosRequest.getDefaultInstance()),
                    entry(Method.REGISTER_LINK, RegisterLinkRequest.getDefaultInstance()),
                    entry(
                            Method.REGISTER_NODE,
                            RegisterNodeRequest.newBuilder()
                                    .setRole("querynode")
                                    .setAddress(Address.newBuilder().setIp("localhost"))
                                    .build()),
                    entry(Method.LIST_NODES, ListNodesRequest.getDefaultInstance()),
                    // Which id the node was given the story does not know: it reports nothing.
                    entry(Method.UPDATE_CHANNEL_TIME_TICK, ChannelTimeTickMsg.getDefaultInstance()),
                    entry(
                            Method.ALTER_SETTINGS,
                            AlterSettingsRequest.newBuilder()
                                    .addSettings(pair("rootCoord.maxDatabaseNum", "10"))
                                    .build()),
                    entry(
                            Method.SHOW_CONFIGURATIONS,
                            ShowConfigurationsRequest.getDefaultInstance()),
                    entry(
                            Method.GET_SYS_CONFIGS,
                            SysConfigRequest.newBuilder().addKeyPrefixes("rootCoord.").build()),
                    entry(
                            Method.GET_METRICS,
                            GetMetricsRequest.newBuilder()
                                    .setRequest("{\"metric_type\": \"system_info\"}")
                                    .build()),
                    entry(
                            Method.CREATE_DATABASE,
                            CreateDatabaseRequest.newBuilder().setDbName("lab").build()),
                    entry(
                            Method.CREATE_DATABASE,
                            CreateDatabaseRequest.newBuilder().setDbName("empty").build()),
                    entry(
                            Method.DROP_DATABASE,
                            DropDatabaseRequest.newBuilder().setDbName("empty").build()),
                    entry(
                            Method.ALTER_DATABASE,
                            AlterDatabaseRequest.newBuilder()
                                    .setDbName("lab")
                                    .addProperties(pair("a", "b"))
                                    .build()),
                    entry(
                            Method.DESCRIBE_DATABASE,
                            DescribeDatabaseRequest.newBuilder().setDbName("lab").build()),
                    entry(Method.LIST_DATABASES, ListDatabasesRequest.getDefaultInstance()),
                    entry(Method.CREATE_COLLECTION, Requests.create("films", 2)),
                    entry(
                            Method.RENAME_COLLECTION,
                            RenameCollectionRequest.newBuilder()
                                    .setOldName("films")
                                    .setNewName("movies")
                                    .setNewDBName("lab")
                                    .build()),
                    entry(Method.CREATE_COLLECTION, Requests.create("other", 1)),
                    entry(Method.DROP_COLLECTION, Requests.drop("other")),
                    entry(
                            Method.HAS_COLLECTION,
                            HasCollectionRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .build()),
                    entry(
                            Method.DESCRIBE_COLLECTION,
                            DescribeCollectionRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .build()),
                    entry(
                            Method.BATCH_DESCRIBE_COLLECTION,
                            BatchDescribeCollectionRequest.newBuilder()
                                    .setDbName("lab")
                                    .addCollectionName("movies")
                                    .build()),
                    entry(
                            Method.ALTER_COLLECTION,
                            AlterCollectionRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .addProperties(pair("collection.ttl.seconds", "60"))
                                    .build()),
                    entry(
                            Method.ADD_COLLECTION_FIELD,
                            AddCollectionFieldRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .setSchema(
                                            FieldSchema.newBuilder()
                                                    .setName("note")
                                                    .setDataType(DataType.VarChar)
                                                    .setNullable(true)
                                                    .addTypeParams(pair("max_length", "10"))
                                                    .build()
                                                    .toByteString())
                                    .build()),
                    entry(
                            Method.ALTER_COLLECTION_FIELD,
                            AlterCollectionFieldRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .setFieldName("note")
                                    .addProperties(pair("max_length", "20"))
                                    .build()),
                    entry(
                            Method.CREATE_PARTITION,
                            CreatePartitionRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .setPartitionName("p")
                                    .build()),
                    entry(
                            Method.CREATE_PARTITION,
                            CreatePartitionRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .setPartitionName("q")
                                    .build()),
                    entry(
                            Method.DROP_PARTITION,
                            DropPartitionRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .setPartitionName("q")
                                    .build()),
                    entry(
                            Method.HAS_PARTITION,
                            HasPartitionRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .setPartitionName("p")
                                    .build()),
                    entry(
                            Method.SHOW_PARTITIONS,
                            ShowPartitionsRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .build()),
                    entry(
                            Method.CREATE_ALIAS,
                            CreateAliasRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .setAlias("best")
                                    .build()),
                    entry(
                            Method.ALTER_ALIAS,
                            AlterAliasRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .setAlias("best")
                                    .build()),
                    entry(
                            Method.CREATE_ALIAS,
                            CreateAliasRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .setAlias("worst")
                                    .build()),
                    entry(
                            Method.DROP_ALIAS,
                            DropAliasRequest.newBuilder()
                                    .setDbName("lab")
                                    .setAlias("worst")
                                    .build()),
                    entry(
                            Method.DESCRIBE_ALIAS,
                            DescribeAliasRequest.newBuilder()
                                    .setDbName("lab")
                                    .setAlias("best")
                                    .build()),
                    entry(
                            Method.LIST_ALIASES,
                            ListAliasesRequest.newBuilder().setDbName("lab").build()),
                    entry(Method.CREATE_INDEX, index("vector", "by_vector")),
                    entry(Method.CREATE_INDEX, index("note", "by_note")),
                    entry(
                            Method.ALTER_INDEX,
                            AlterIndexRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .setIndexName("by_vector")
                                    .addExtraParams(pair("mmap.enabled", "true"))
                                    .build()),
                    entry(
                            Method.DROP_INDEX,
                            DropIndexRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .setIndexName("by_note")
                                    .build()),
                    entry(
                            Method.DESCRIBE_INDEX,
                            DescribeIndexRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .build()),
                    entry(
                            Method.GET_INDEX_STATISTICS,
                            GetIndexStatisticsRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .build()),
                    entry(
                            Method.GET_INDEX_STATE,
                            GetIndexStateRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .build()),
                    entry(
                            Method.GET_INDEX_BUILD_PROGRESS,
                            GetIndexBuildProgressRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .build()),
                    entry(
                            Method.LOAD_PARTITIONS,
                            LoadPartitionsRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .addPartitionNames("p")
                                    .build()),
                    entry(
                            Method.RELEASE_PARTITIONS,
                            ReleasePartitionsRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .addPartitionNames("p")
                                    .build()),
                    entry(
                            Method.LOAD_COLLECTION,
                            LoadCollectionRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .build()),
                    entry(
                            Method.GET_LOADING_PROGRESS,
                            GetLoadingProgressRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("best")
                                    .build()),
                    entry(
                            Method.GET_LOAD_STATE,
                            GetLoadStateRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("best")
                                    .build()),
                    entry(
                            Method.SHOW_COLLECTIONS,
                            ShowCollectionsRequest.newBuilder()
                                    .setDbName("lab")
                                    .setTypeValue(1)
                                    .build()),
                    entry(
                            Method.RELEASE_COLLECTION,
                            ReleaseCollectionRequest.newBuilder()
                                    .setDbName("lab")
                                    .setCollectionName("movies")
                                    .build()),
                    entry(
                            Method.INVALIDATE_COLLECTION_META_CACHE,
                            InvalidateCollMetaCacheRequest.newBuilder()
                                    .setCollectionName("movies")
                                    .build()));

    private DefinitionStory() {}

    static Status status(Message answer) {
        return answer instanceof Status status
                ? status
                : (Status) answer.getField(answer.getDescriptorForType().findFieldByName("status"));
    }

    private static CreateIndexRequest index(String field, String name) {
        return CreateIndexRequest.newBuilder()
                .setDbName("lab")
                .setCollectionName("movies")
                .setFieldName(field)
                .setIndexName(name)
                .build();
    }

    private static KeyValuePair pair(String key, String value) {
        return KeyValuePair.newBuilder().setKey(key).setValue(value).build();
    }
}

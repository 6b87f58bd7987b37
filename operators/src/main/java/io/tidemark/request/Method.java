package io.tidemark.request;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.milvus.grpc.AddCollectionFieldRequest;
import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.AlterAliasRequest;
import io.milvus.grpc.AlterCollectionFieldRequest;
import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.AlterDatabaseRequest;
import io.milvus.grpc.AlterIndexRequest;
import io.milvus.grpc.BatchDescribeCollectionRequest;
import io.milvus.grpc.BatchDescribeCollectionResponse;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.CheckHealthRequest;
import io.milvus.grpc.CheckHealthResponse;
import io.milvus.grpc.ComponentStates;
import io.milvus.grpc.ConnectRequest;
import io.milvus.grpc.ConnectResponse;
import io.milvus.grpc.CreateAliasRequest;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.DescribeAliasRequest;
import io.milvus.grpc.DescribeAliasResponse;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.DescribeDatabaseRequest;
import io.milvus.grpc.DescribeDatabaseResponse;
import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.DescribeIndexResponse;
import io.milvus.grpc.DescribeSegmentRequest;
import io.milvus.grpc.DescribeSegmentResponse;
import io.milvus.grpc.DropAliasRequest;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.DropDatabaseRequest;
import io.milvus.grpc.DropIndexRequest;
import io.milvus.grpc.DropPartitionRequest;
import io.milvus.grpc.FlushAllRequest;
import io.milvus.grpc.FlushAllResponse;
import io.milvus.grpc.FlushRequest;
import io.milvus.grpc.FlushResponse;
import io.milvus.grpc.GetCollectionStatisticsRequest;
import io.milvus.grpc.GetCollectionStatisticsResponse;
import io.milvus.grpc.GetComponentStatesRequest;
import io.milvus.grpc.GetFlushAllStateRequest;
import io.milvus.grpc.GetFlushAllStateResponse;
import io.milvus.grpc.GetFlushStateRequest;
import io.milvus.grpc.GetFlushStateResponse;
import io.milvus.grpc.GetIndexBuildProgressRequest;
import io.milvus.grpc.GetIndexBuildProgressResponse;
import io.milvus.grpc.GetIndexStateRequest;
import io.milvus.grpc.GetIndexStateResponse;
import io.milvus.grpc.GetIndexStatisticsRequest;
import io.milvus.grpc.GetIndexStatisticsResponse;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.GetLoadStateResponse;
import io.milvus.grpc.GetLoadingProgressRequest;
import io.milvus.grpc.GetLoadingProgressResponse;
import io.milvus.grpc.GetMetricsRequest;
import io.milvus.grpc.GetMetricsResponse;
import io.milvus.grpc.GetPartitionStatisticsRequest;
import io.milvus.grpc.GetPartitionStatisticsResponse;
import io.milvus.grpc.GetPersistentSegmentInfoRequest;
import io.milvus.grpc.GetPersistentSegmentInfoResponse;
import io.milvus.grpc.GetQuerySegmentInfoRequest;
import io.milvus.grpc.GetQuerySegmentInfoResponse;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.HasPartitionRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.ListAliasesRequest;
import io.milvus.grpc.ListAliasesResponse;
import io.milvus.grpc.ListDatabasesRequest;
import io.milvus.grpc.ListDatabasesResponse;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.LoadPartitionsRequest;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.RegisterLinkRequest;
import io.milvus.grpc.RegisterLinkResponse;
import io.milvus.grpc.ReleaseCollectionRequest;
import io.milvus.grpc.ReleasePartitionsRequest;
import io.milvus.grpc.RenameCollectionRequest;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.ShowPartitionsRequest;
import io.milvus.grpc.ShowPartitionsResponse;
import io.milvus.grpc.ShowSegmentsRequest;
import io.milvus.grpc.ShowSegmentsResponse;
import io.milvus.grpc.Status;
import io.tidemark.proto.AlterSettingsRequest;
import io.tidemark.proto.ChannelTimeTickMsg;
import io.tidemark.proto.InvalidateCollMetaCacheRequest;
import io.tidemark.proto.ListClientInfosRequest;
import io.tidemark.proto.ListClientInfosResponse;
import io.tidemark.proto.ListNodesRequest;
import io.tidemark.proto.ListNodesResponse;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.proto.RegisterNodeResponse;
import io.tidemark.proto.RootCoordMessages;
import io.tidemark.proto.SegmentFlushCompletedMsg;
import io.tidemark.proto.SegmentIndexedMsg;
import io.tidemark.proto.ShowConfigurationsRequest;
import io.tidemark.proto.ShowConfigurationsResponse;
import io.tidemark.proto.SysConfigRequest;
import io.tidemark.proto.SysConfigResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import milvus.proto.msg.Msg.TimeTickMsg;

/**
 * What a request asks for: the RPCs of {@code milvus.proto.milvus.MilvusService} that Tidemark
 * serves, some that Milvus' components ask each other, and the tick that moves a log partition's
 * clock.
 */
public enum Method {
    CREATE_COLLECTION(
            Topic.DEFINITIONS,
            MsgType.CreateCollection,
            CreateCollectionRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    DROP_COLLECTION(
            Topic.DEFINITIONS,
            MsgType.DropCollection,
            DropCollectionRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    HAS_COLLECTION(
            Topic.DEFINITIONS,
            MsgType.HasCollection,
            HasCollectionRequest.getDefaultInstance(),
            BoolResponse.getDefaultInstance()),
    DESCRIBE_COLLECTION(
            Topic.DEFINITIONS,
            MsgType.DescribeCollection,
            DescribeCollectionRequest.getDefaultInstance(),
            DescribeCollectionResponse.getDefaultInstance()),
    SHOW_COLLECTIONS(
            Topic.DEFINITIONS,
            MsgType.ShowCollections,
            ShowCollectionsRequest.getDefaultInstance(),
            ShowCollectionsResponse.getDefaultInstance()),
    RENAME_COLLECTION(
            Topic.DEFINITIONS,
            MsgType.RenameCollection,
            RenameCollectionRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    ALTER_COLLECTION(
            Topic.DEFINITIONS,
            MsgType.AlterCollection,
            AlterCollectionRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    ALTER_COLLECTION_FIELD(
            Topic.DEFINITIONS,
            MsgType.AlterCollectionField,
            AlterCollectionFieldRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    ADD_COLLECTION_FIELD(
            Topic.DEFINITIONS,
            MsgType.AddCollectionField,
            AddCollectionFieldRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    CREATE_PARTITION(
            Topic.DEFINITIONS,
            MsgType.CreatePartition,
            CreatePartitionRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    DROP_PARTITION(
            Topic.DEFINITIONS,
            MsgType.DropPartition,
            DropPartitionRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    HAS_PARTITION(
            Topic.DEFINITIONS,
            MsgType.HasPartition,
            HasPartitionRequest.getDefaultInstance(),
            BoolResponse.getDefaultInstance()),
    SHOW_PARTITIONS(
            Topic.DEFINITIONS,
            MsgType.ShowPartitions,
            ShowPartitionsRequest.getDefaultInstance(),
            ShowPartitionsResponse.getDefaultInstance()),
    CREATE_DATABASE(
            Topic.DEFINITIONS,
            MsgType.CreateDatabase,
            CreateDatabaseRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    DROP_DATABASE(
            Topic.DEFINITIONS,
            MsgType.DropDatabase,
            DropDatabaseRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    ALTER_DATABASE(
            Topic.DEFINITIONS,
            MsgType.AlterDatabase,
            AlterDatabaseRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    LIST_DATABASES(
            Topic.DEFINITIONS,
            MsgType.ListDatabases,
            ListDatabasesRequest.getDefaultInstance(),
            ListDatabasesResponse.getDefaultInstance()),
    DESCRIBE_DATABASE(
            Topic.DEFINITIONS,
            MsgType.DescribeDatabase,
            DescribeDatabaseRequest.getDefaultInstance(),
            DescribeDatabaseResponse.getDefaultInstance()),
    CREATE_ALIAS(
            Topic.DEFINITIONS,
            MsgType.CreateAlias,
            CreateAliasRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    DROP_ALIAS(
            Topic.DEFINITIONS,
            MsgType.DropAlias,
            DropAliasRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    ALTER_ALIAS(
            Topic.DEFINITIONS,
            MsgType.AlterAlias,
            AlterAliasRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    DESCRIBE_ALIAS(
            Topic.DEFINITIONS,
            MsgType.DescribeAlias,
            DescribeAliasRequest.getDefaultInstance(),
            DescribeAliasResponse.getDefaultInstance()),
    LIST_ALIASES(
            Topic.DEFINITIONS,
            MsgType.ListAliases,
            ListAliasesRequest.getDefaultInstance(),
            ListAliasesResponse.getDefaultInstance()),
    CREATE_INDEX(
            Topic.DEFINITIONS,
            MsgType.CreateIndex,
            CreateIndexRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    ALTER_INDEX(
            Topic.DEFINITIONS,
            MsgType.AlterIndex,
            AlterIndexRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    DROP_INDEX(
            Topic.DEFINITIONS,
            MsgType.DropIndex,
            DropIndexRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    DESCRIBE_INDEX(
            Topic.DEFINITIONS,
            MsgType.DescribeIndex,
            DescribeIndexRequest.getDefaultInstance(),
            DescribeIndexResponse.getDefaultInstance()),
    GET_INDEX_STATISTICS(
            Topic.DEFINITIONS,
            MsgType.GetIndexStatistics,
            GetIndexStatisticsRequest.getDefaultInstance(),
            GetIndexStatisticsResponse.getDefaultInstance()),
    GET_INDEX_STATE(
            Topic.DEFINITIONS,
            MsgType.GetIndexState,
            GetIndexStateRequest.getDefaultInstance(),
            GetIndexStateResponse.getDefaultInstance()),
    GET_INDEX_BUILD_PROGRESS(
            Topic.DEFINITIONS,
            MsgType.GetIndexBuildProgress,
            GetIndexBuildProgressRequest.getDefaultInstance(),
            GetIndexBuildProgressResponse.getDefaultInstance()),
    LOAD_COLLECTION(
            Topic.DEFINITIONS,
            MsgType.LoadCollection,
            LoadCollectionRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    RELEASE_COLLECTION(
            Topic.DEFINITIONS,
            MsgType.ReleaseCollection,
            ReleaseCollectionRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    LOAD_PARTITIONS(
            Topic.DEFINITIONS,
            MsgType.LoadPartitions,
            LoadPartitionsRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    RELEASE_PARTITIONS(
            Topic.DEFINITIONS,
            MsgType.ReleasePartitions,
            ReleasePartitionsRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    GET_LOAD_STATE(
            Topic.DEFINITIONS,
            1_000_001,
            GetLoadStateRequest.getDefaultInstance(),
            GetLoadStateResponse.getDefaultInstance()),
    GET_LOADING_PROGRESS(
            Topic.DEFINITIONS,
            1_000_002,
            GetLoadingProgressRequest.getDefaultInstance(),
            GetLoadingProgressResponse.getDefaultInstance()),
    GET_VERSION(
            Topic.DEFINITIONS,
            1_000_003,
            GetVersionRequest.getDefaultInstance(),
            GetVersionResponse.getDefaultInstance()),
    CHECK_HEALTH(
            Topic.DEFINITIONS,
            1_000_004,
            CheckHealthRequest.getDefaultInstance(),
            CheckHealthResponse.getDefaultInstance()),
    GET_COMPONENT_STATES(
            Topic.DEFINITIONS,
            1_000_005,
            GetComponentStatesRequest.getDefaultInstance(),
            ComponentStates.getDefaultInstance()),
    CONNECT(
            Topic.DEFINITIONS,
            MsgType.Connect,
            ConnectRequest.getDefaultInstance(),
            ConnectResponse.getDefaultInstance()),
    INVALIDATE_COLLECTION_META_CACHE(
            Topic.DEFINITIONS,
            1_000_006,
            "InvalidateCollectionMetaCache",
            InvalidateCollMetaCacheRequest.getDescriptor(),
            InvalidateCollMetaCacheRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    FLUSH(
            Topic.DEFINITIONS,
            MsgType.Flush,
            FlushRequest.getDefaultInstance(),
            FlushResponse.getDefaultInstance()),
    GET_FLUSH_STATE(
            Topic.DEFINITIONS,
            1_000_101,
            GetFlushStateRequest.getDefaultInstance(),
            GetFlushStateResponse.getDefaultInstance()),
    FLUSH_ALL(
            Topic.DEFINITIONS,
            MsgType.FlushAll,
            FlushAllRequest.getDefaultInstance(),
            FlushAllResponse.getDefaultInstance()),
    GET_FLUSH_ALL_STATE(
            Topic.DEFINITIONS,
            1_000_105,
            GetFlushAllStateRequest.getDefaultInstance(),
            GetFlushAllStateResponse.getDefaultInstance()),
    GET_COLLECTION_STATISTICS(
            Topic.DEFINITIONS,
            MsgType.GetCollectionStatistics,
            GetCollectionStatisticsRequest.getDefaultInstance(),
            GetCollectionStatisticsResponse.getDefaultInstance()),
    GET_PARTITION_STATISTICS(
            Topic.DEFINITIONS,
            MsgType.GetPartitionStatistics,
            GetPartitionStatisticsRequest.getDefaultInstance(),
            GetPartitionStatisticsResponse.getDefaultInstance()),
    SHOW_SEGMENTS(
            Topic.DEFINITIONS,
            MsgType.ShowSegments,
            ShowSegmentsRequest.getDefaultInstance(),
            ShowSegmentsResponse.getDefaultInstance()),
    DESCRIBE_SEGMENT(
            Topic.DEFINITIONS,
            MsgType.DescribeSegment,
            DescribeSegmentRequest.getDefaultInstance(),
            DescribeSegmentResponse.getDefaultInstance()),
    GET_PERSISTENT_SEGMENT_INFO(
            Topic.DEFINITIONS,
            1_000_102,
            GetPersistentSegmentInfoRequest.getDefaultInstance(),
            GetPersistentSegmentInfoResponse.getDefaultInstance()),
    GET_QUERY_SEGMENT_INFO(
            Topic.DEFINITIONS,
            1_000_103,
            GetQuerySegmentInfoRequest.getDefaultInstance(),
            GetQuerySegmentInfoResponse.getDefaultInstance()),
    SEGMENT_FLUSH_COMPLETED(
            Topic.DEFINITIONS,
            MsgType.SegmentFlushDone.getNumber(),
            "SegmentFlushCompleted",
            SegmentFlushCompletedMsg.getDescriptor(),
            SegmentFlushCompletedMsg.getDefaultInstance(),
            Status.getDefaultInstance()),
    SEGMENT_INDEXED(
            Topic.DEFINITIONS,
            1_000_104,
            "SegmentIndexed",
            SegmentIndexedMsg.getDescriptor(),
            SegmentIndexedMsg.getDefaultInstance(),
            Status.getDefaultInstance()),
    BATCH_DESCRIBE_COLLECTION(
            Topic.DEFINITIONS,
            1_000_201,
            BatchDescribeCollectionRequest.getDefaultInstance(),
            BatchDescribeCollectionResponse.getDefaultInstance()),
    REGISTER_NODE(
            Topic.DEFINITIONS,
            1_000_202,
            RegisterNodeRequest.getDefaultInstance(),
            RegisterNodeResponse.getDefaultInstance()),
    LIST_NODES(
            Topic.DEFINITIONS,
            1_000_203,
            ListNodesRequest.getDefaultInstance(),
            ListNodesResponse.getDefaultInstance()),
    REGISTER_LINK(
            Topic.DEFINITIONS,
            1_000_204,
            RegisterLinkRequest.getDefaultInstance(),
            RegisterLinkResponse.getDefaultInstance()),
    UPDATE_CHANNEL_TIME_TICK(
            Topic.DEFINITIONS,
            // Its message says that it is a tick, which another message is already known by.
            1_000_205,
            "UpdateChannelTimeTick",
            ChannelTimeTickMsg.getDescriptor(),
            ChannelTimeTickMsg.getDefaultInstance(),
            Status.getDefaultInstance()),
    LIST_CLIENT_INFOS(
            Topic.DEFINITIONS,
            MsgType.ListClientInfos,
            ListClientInfosRequest.getDefaultInstance(),
            ListClientInfosResponse.getDefaultInstance()),
    GET_METRICS(
            Topic.DEFINITIONS,
            MsgType.SystemInfo,
            GetMetricsRequest.getDefaultInstance(),
            GetMetricsResponse.getDefaultInstance()),
    SHOW_CONFIGURATIONS(
            Topic.DEFINITIONS,
            1_000_206,
            ShowConfigurationsRequest.getDefaultInstance(),
            ShowConfigurationsResponse.getDefaultInstance()),
    GET_SYS_CONFIGS(
            Topic.DEFINITIONS,
            MsgType.GetSystemConfigs.getNumber(),
            "GetSysConfigs",
            SysConfigRequest.getDescriptor(),
            SysConfigRequest.getDefaultInstance(),
            SysConfigResponse.getDefaultInstance()),
    ALTER_SETTINGS(
            Topic.DEFINITIONS,
            1_000_207,
            AlterSettingsRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    INSERT(
            Topic.REQUESTS,
            MsgType.Insert,
            InsertRequest.getDefaultInstance(),
            MutationResult.getDefaultInstance()),
    ALLOC_TIMESTAMP(
            Topic.ANY,
            MsgType.AllocTimestamp.getNumber(),
            "AllocTimestamp",
            // The published messages lack the count; on the wire these are the same.
            AllocTimestampRequest.getDescriptor(),
            RootCoordMessages.AllocTimestampRequest.getDefaultInstance(),
            RootCoordMessages.AllocTimestampResponse.getDefaultInstance()),
    TIME_TICK(
            Topic.ANY,
            MsgType.TimeTick,
            TimeTickMsg.getDefaultInstance(),
            Status.getDefaultInstance());

    /** The topic a request belongs into. */
    public enum Topic {
        DEFINITIONS,
        REQUESTS,
        ANY
    }

    private static final String SERVICE = "milvus.proto.milvus.MilvusService/";

    // Every record of the log and every value between tasks is looked up here.
    private static final Map<String, Method> BY_NAME = new HashMap<>();
    private static final Map<Integer, Method> BY_NUMBER = new HashMap<>();

    static {
        for (Method method : values()) {
            BY_NAME.put(method.rpcName, method);
            BY_NAME.put(method.fullName(), method);
            BY_NUMBER.put(method.number, method);
        }
    }

    private final Topic topic;
    private final int number;
    private final String rpcName;
    private final Descriptor published;
    private final ByteString fullNameBytes;
    private final Message request;
    private final Message response;
    private final boolean based;

    Method(Topic topic, MsgType msgType, Message request, Message response) {
        this(topic, msgType.getNumber(), request, response);
    }

    Method(Topic topic, int number, Message request, Message response) {
        this(
                topic,
                number,
                rpcName(request.getDescriptorForType()),
                request.getDescriptorForType(),
                request,
                response);
    }

    Method(
            Topic topic,
            int number,
            String rpcName,
            Descriptor published,
            Message request,
            Message response) {
        this.topic = topic;
        this.number = number;
        this.rpcName = rpcName;
        this.published = published;
        this.fullNameBytes = ByteString.copyFromUtf8(published.getFullName());
        this.request = request;
        this.response = response;
        FieldDescriptor first = request.getDescriptorForType().findFieldByNumber(1);
        this.based = first != null && first.getName().equals("base");
    }

    public Topic topic() {
        return topic;
    }

    /**
     * What stands for the method in bytes: its {@code MsgType}, or a number beyond those where
     * Milvus gives it none. It never changes.
     */
    public int number() {
        return number;
    }

    /** The RPC's bare name, as {@code CreateCollection}. */
    public String rpcName() {
        return rpcName;
    }

    /** What the header {@code method} carries: the published request message's full name. */
    public String fullName() {
        return published.getFullName();
    }

    /** {@link #fullName} in UTF-8, for whoever writes it with each answer. */
    public ByteString fullNameBytes() {
        return fullNameBytes;
    }

    /** Whether its request begins with a {@code MsgBase}; without one, field 1 is its own. */
    public boolean hasBase() {
        return based;
    }

    public Message requestPrototype() {
        return request;
    }

    public Message responsePrototype() {
        return response;
    }

    public Parser<? extends Message> responseParser() {
        return response.getParserForType();
    }

    /**
     * The method a header names: the RPC ({@code CreateCollection}, with or without its service) or
     * the request message's full name.
     */
    public static Optional<Method> named(String header) {
        String name = header.startsWith("/") ? header.substring(1) : header;
        if (name.startsWith(SERVICE)) {
            name = name.substring(SERVICE.length());
        }
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The method that a message's own {@code base.msg_type} tells, or that a codec wrote. */
    public static Optional<Method> ofNumber(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    private static String rpcName(Descriptor request) {
        String message = request.getName();
        return message.endsWith("Request")
                ? message.substring(0, message.length() - "Request".length())
                : message;
    }
}

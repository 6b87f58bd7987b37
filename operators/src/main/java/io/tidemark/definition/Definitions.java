package io.tidemark.definition;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.AddCollectionFieldRequest;
import io.milvus.grpc.AlterAliasRequest;
import io.milvus.grpc.AlterCollectionFieldRequest;
import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.AlterDatabaseRequest;
import io.milvus.grpc.AlterIndexRequest;
import io.milvus.grpc.BatchDescribeCollectionRequest;
import io.milvus.grpc.ConnectRequest;
import io.milvus.grpc.CreateAliasRequest;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.DescribeAliasRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeDatabaseRequest;
import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.DescribeSegmentRequest;
import io.milvus.grpc.DropAliasRequest;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.DropDatabaseRequest;
import io.milvus.grpc.DropIndexRequest;
import io.milvus.grpc.DropPartitionRequest;
import io.milvus.grpc.FlushAllRequest;
import io.milvus.grpc.FlushRequest;
import io.milvus.grpc.GetCollectionStatisticsRequest;
import io.milvus.grpc.GetFlushAllStateRequest;
import io.milvus.grpc.GetFlushStateRequest;
import io.milvus.grpc.GetIndexBuildProgressRequest;
import io.milvus.grpc.GetIndexStateRequest;
import io.milvus.grpc.GetIndexStatisticsRequest;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.GetLoadingProgressRequest;
import io.milvus.grpc.GetMetricsRequest;
import io.milvus.grpc.GetPartitionStatisticsRequest;
import io.milvus.grpc.GetPersistentSegmentInfoRequest;
import io.milvus.grpc.GetQuerySegmentInfoRequest;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.HasPartitionRequest;
import io.milvus.grpc.ListAliasesRequest;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.LoadPartitionsRequest;
import io.milvus.grpc.ReleaseCollectionRequest;
import io.milvus.grpc.ReleasePartitionsRequest;
import io.milvus.grpc.RenameCollectionRequest;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowPartitionsRequest;
import io.milvus.grpc.ShowSegmentsRequest;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.AlterSettingsRequest;
import io.tidemark.proto.ChannelTimeTickMsg;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.ListNodesRequest;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.proto.SegmentFlushCompletedMsg;
import io.tidemark.proto.SegmentIndexedMsg;
import io.tidemark.proto.ShowConfigurationsRequest;
import io.tidemark.proto.SysConfigRequest;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;

/** The one place that knows who decides which definition request. */
public final class Definitions {

    private Definitions() {}

    /**
     * Decides a request against the table as it is; neither is changed.
     *
     * @throws RefusedException where the client is to be told a mistake or a limit
     */
    public static Decision decide(Request request, MetaTable table, ClusterSettings settings)
            throws RefusedException {
        try {
            Context context = Context.of(request, table, settings);
            byte[] sent = request.payload().toArray();
            DatabaseDenial.check(sent, context);
            return decide(sent, context);
        } catch (InvalidProtocolBufferException unparsable) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    request.method().fullName() + " cannot be parsed: " + unparsable.getMessage());
        }
    }

    private static Decision decide(byte[] sent, Context context)
            throws RefusedException, InvalidProtocolBufferException {
        return switch (context.request().method()) {
            case CREATE_COLLECTION ->
                    CreateCollection.decide(CreateCollectionRequest.parseFrom(sent), context);
            case DROP_COLLECTION ->
                    CollectionRequests.drop(DropCollectionRequest.parseFrom(sent), context);
            case HAS_COLLECTION ->
                    CollectionRequests.has(HasCollectionRequest.parseFrom(sent), context);
            case DESCRIBE_COLLECTION ->
                    DescribeCollection.decide(DescribeCollectionRequest.parseFrom(sent), context);
            case SHOW_COLLECTIONS ->
                    CollectionRequests.show(ShowCollectionsRequest.parseFrom(sent), context);
            case RENAME_COLLECTION ->
                    RenameCollection.decide(RenameCollectionRequest.parseFrom(sent), context);
            case ALTER_COLLECTION ->
                    CollectionChanges.alter(AlterCollectionRequest.parseFrom(sent), context);
            case ALTER_COLLECTION_FIELD ->
                    CollectionChanges.alterField(
                            AlterCollectionFieldRequest.parseFrom(sent), context);
            case ADD_COLLECTION_FIELD ->
                    CollectionChanges.addField(AddCollectionFieldRequest.parseFrom(sent), context);
            case CREATE_PARTITION ->
                    PartitionRequests.create(CreatePartitionRequest.parseFrom(sent), context);
            case DROP_PARTITION ->
                    PartitionRequests.drop(DropPartitionRequest.parseFrom(sent), context);
            case HAS_PARTITION ->
                    PartitionRequests.has(HasPartitionRequest.parseFrom(sent), context);
            case SHOW_PARTITIONS ->
                    PartitionRequests.show(ShowPartitionsRequest.parseFrom(sent), context);
            case CREATE_DATABASE ->
                    DatabaseRequests.create(CreateDatabaseRequest.parseFrom(sent), context);
            case DROP_DATABASE ->
                    DatabaseRequests.drop(DropDatabaseRequest.parseFrom(sent), context);
            case ALTER_DATABASE ->
                    DatabaseRequests.alter(AlterDatabaseRequest.parseFrom(sent), context);
            case LIST_DATABASES -> DatabaseRequests.list(context);
            case DESCRIBE_DATABASE ->
                    DatabaseRequests.describe(DescribeDatabaseRequest.parseFrom(sent), context);
            case CREATE_ALIAS -> AliasChanges.create(CreateAliasRequest.parseFrom(sent), context);
            case DROP_ALIAS -> AliasChanges.drop(DropAliasRequest.parseFrom(sent), context);
            case ALTER_ALIAS -> AliasChanges.alter(AlterAliasRequest.parseFrom(sent), context);
            case DESCRIBE_ALIAS ->
                    AliasReads.describe(DescribeAliasRequest.parseFrom(sent), context);
            case LIST_ALIASES -> AliasReads.list(ListAliasesRequest.parseFrom(sent), context);
            case CREATE_INDEX -> CreateIndex.decide(CreateIndexRequest.parseFrom(sent), context);
            case ALTER_INDEX -> IndexChanges.alter(AlterIndexRequest.parseFrom(sent), context);
            case DROP_INDEX -> IndexChanges.drop(DropIndexRequest.parseFrom(sent), context);
            case DESCRIBE_INDEX ->
                    IndexReads.describe(DescribeIndexRequest.parseFrom(sent), context);
            case GET_INDEX_STATISTICS ->
                    IndexReads.statistics(GetIndexStatisticsRequest.parseFrom(sent), context);
            case GET_INDEX_STATE -> IndexReads.state(GetIndexStateRequest.parseFrom(sent), context);
            case GET_INDEX_BUILD_PROGRESS ->
                    IndexReads.progress(GetIndexBuildProgressRequest.parseFrom(sent), context);
            case LOAD_COLLECTION ->
                    LoadRequests.collection(LoadCollectionRequest.parseFrom(sent), context);
            case RELEASE_COLLECTION ->
                    ReleaseRequests.collection(ReleaseCollectionRequest.parseFrom(sent), context);
            case LOAD_PARTITIONS ->
                    LoadRequests.partitions(LoadPartitionsRequest.parseFrom(sent), context);
            case RELEASE_PARTITIONS ->
                    ReleaseRequests.partitions(ReleasePartitionsRequest.parseFrom(sent), context);
            case GET_LOAD_STATE -> LoadReads.state(GetLoadStateRequest.parseFrom(sent), context);
            case GET_LOADING_PROGRESS ->
                    LoadReads.progress(GetLoadingProgressRequest.parseFrom(sent), context);
            case FLUSH -> FlushRequests.flush(FlushRequest.parseFrom(sent), context);
            case GET_FLUSH_STATE ->
                    FlushRequests.state(GetFlushStateRequest.parseFrom(sent), context);
            case FLUSH_ALL -> FlushAllRequests.flush(FlushAllRequest.parseFrom(sent), context);
            case GET_FLUSH_ALL_STATE ->
                    FlushAllRequests.state(GetFlushAllStateRequest.parseFrom(sent), context);
            case GET_COLLECTION_STATISTICS ->
                    SegmentReads.rows(GetCollectionStatisticsRequest.parseFrom(sent), context);
            case GET_PARTITION_STATISTICS ->
                    SegmentReads.rows(GetPartitionStatisticsRequest.parseFrom(sent), context);
            case SHOW_SEGMENTS -> SegmentReads.show(ShowSegmentsRequest.parseFrom(sent), context);
            case DESCRIBE_SEGMENT ->
                    SegmentReads.describe(DescribeSegmentRequest.parseFrom(sent), context);
            case GET_PERSISTENT_SEGMENT_INFO ->
                    SegmentReads.persistent(
                            GetPersistentSegmentInfoRequest.parseFrom(sent), context);
            case GET_QUERY_SEGMENT_INFO ->
                    SegmentReads.query(GetQuerySegmentInfoRequest.parseFrom(sent), context);
            case SEGMENT_FLUSH_COMPLETED ->
                    SegmentReports.flushed(SegmentFlushCompletedMsg.parseFrom(sent), context);
            case SEGMENT_INDEXED ->
                    SegmentReports.indexed(SegmentIndexedMsg.parseFrom(sent), context);
            case GET_VERSION -> SystemRequests.version();
            case CHECK_HEALTH -> SystemRequests.health();
            case GET_COMPONENT_STATES -> SystemRequests.components(context);
            case CONNECT -> ClientRequests.connect(ConnectRequest.parseFrom(sent), context);
            case LIST_CLIENT_INFOS -> ClientRequests.list(context);
            case BATCH_DESCRIBE_COLLECTION ->
                    BatchDescribeCollection.decide(
                            BatchDescribeCollectionRequest.parseFrom(sent), context);
            case REGISTER_NODE ->
                    NodeRequests.register(RegisterNodeRequest.parseFrom(sent), context);
            case LIST_NODES -> NodeRequests.list(ListNodesRequest.parseFrom(sent), context);
            case REGISTER_LINK -> SystemRequests.link();
            case UPDATE_CHANNEL_TIME_TICK ->
                    ChannelTimeReport.decide(ChannelTimeTickMsg.parseFrom(sent), context);
            case GET_METRICS -> MetricRequests.decide(GetMetricsRequest.parseFrom(sent), context);
            case ALTER_SETTINGS ->
                    SettingRequests.alter(AlterSettingsRequest.parseFrom(sent), context);
            case SHOW_CONFIGURATIONS ->
                    SettingRequests.show(ShowConfigurationsRequest.parseFrom(sent), context);
            case GET_SYS_CONFIGS -> SettingRequests.get(SysConfigRequest.parseFrom(sent), context);
            case INVALIDATE_COLLECTION_META_CACHE -> SystemRequests.invalidate();
            case INSERT, ALLOC_TIMESTAMP, TIME_TICK ->
                    throw new RefusedException(
                            ErrorKind.INVALID_PARAMETER,
                            context.request().method().rpcName() + " is no definition request");
        };
    }
}

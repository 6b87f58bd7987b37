package io.tidemark.definition;

import io.milvus.grpc.DescribeSegmentRequest;
import io.milvus.grpc.DescribeSegmentResponse;
import io.milvus.grpc.GetCollectionStatisticsRequest;
import io.milvus.grpc.GetCollectionStatisticsResponse;
import io.milvus.grpc.GetPartitionStatisticsRequest;
import io.milvus.grpc.GetPartitionStatisticsResponse;
import io.milvus.grpc.GetPersistentSegmentInfoRequest;
import io.milvus.grpc.GetPersistentSegmentInfoResponse;
import io.milvus.grpc.GetQuerySegmentInfoRequest;
import io.milvus.grpc.GetQuerySegmentInfoResponse;
import io.milvus.grpc.ShowSegmentsRequest;
import io.milvus.grpc.ShowSegmentsResponse;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.IndexMeta;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.proto.SegmentIndexMeta;
import io.tidemark.proto.SegmentMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import java.util.Optional;

/**
 * Tells of rows and segments. Names are resolved here; what only proxies know is answered by the
 * view of segments, exactly as of the request's timestamp.
 */
final class SegmentReads {

    private SegmentReads() {}

    static Decision rows(GetCollectionStatisticsRequest asked, Context context)
            throws RefusedException {
        return Decision.ask(
                GetCollectionStatisticsResponse.newBuilder().setStatus(Responses.success()).build(),
                SegmentQuestion.about(
                        context.collection(asked.getDbName(), asked.getCollectionName())));
    }

    static Decision rows(GetPartitionStatisticsRequest asked, Context context)
            throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        return Decision.ask(
                GetPartitionStatisticsResponse.newBuilder().setStatus(Responses.success()).build(),
                SegmentQuestion.about(context.partition(collection, asked.getPartitionName())));
    }

    /** Lists the segments of a collection, or of one of its partitions. */
    static Decision show(ShowSegmentsRequest asked, Context context) throws RefusedException {
        CollectionMeta collection = collection(asked.getCollectionID(), context);
        return Decision.ask(
                ShowSegmentsResponse.newBuilder().setStatus(Responses.success()).build(),
                asked.getPartitionID() == 0
                        ? SegmentQuestion.about(collection)
                        : SegmentQuestion.about(
                                partition(collection, asked.getPartitionID(), context)));
    }

    /** Lists the segments that take no more rows. */
    static Decision persistent(GetPersistentSegmentInfoRequest asked, Context context)
            throws RefusedException {
        return Decision.ask(
                GetPersistentSegmentInfoResponse.newBuilder()
                        .setStatus(Responses.success())
                        .build(),
                SegmentQuestion.about(
                        context.collection(asked.getDbName(), asked.getCollectionName())));
    }

    /** Lists all segments of a loaded collection: what those who query it are to hold. */
    static Decision query(GetQuerySegmentInfoRequest asked, Context context)
            throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        if (context.table().loads().of(collection.getId(), Context.NOW).isEmpty()) {
            throw new RefusedException(
                    ErrorKind.COLLECTION_NOT_LOADED,
                    "collection not loaded[collection=" + collection.getName() + "]");
        }
        return Decision.ask(
                GetQuerySegmentInfoResponse.newBuilder().setStatus(Responses.success()).build(),
                SegmentQuestion.about(collection));
    }

    /** Tells of the index of a flushed segment; of several, that of the lowest id. */
    static Decision describe(DescribeSegmentRequest asked, Context context)
            throws RefusedException {
        CollectionMeta collection = collection(asked.getCollectionID(), context);
        long id = asked.getSegmentID();
        SegmentMeta segment =
                context.table()
                        .segments()
                        .withId(id, Context.NOW)
                        .filter(found -> found.getCollectionId() == collection.getId())
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                ErrorKind.SEGMENT_NOT_FOUND,
                                                "segment id "
                                                        + id
                                                        + " hasn't flushed, there is no index"
                                                        + " meta"));
        DescribeSegmentResponse.Builder response =
                DescribeSegmentResponse.newBuilder().setStatus(Responses.success());
        for (SegmentIndexMeta built : segment.getIndexesList()) {
            Optional<IndexMeta> index =
                    context.table().indexes().of(collection.getId(), Context.NOW).stream()
                            .filter(there -> there.getId() == built.getIndexId())
                            .findFirst();
            if (index.isPresent()) {
                response.setIndexID(built.getIndexId())
                        .setFieldID(index.get().getFieldId())
                        .setEnableIndex(built.getEnableIndex())
                        .setBuildID(built.getEnableIndex() ? id : 0);
                break;
            }
        }
        return Decision.answer(response.build());
    }

    /**
     * @throws RefusedException COLLECTION_NOT_FOUND
     */
    static CollectionMeta collection(long id, Context context) throws RefusedException {
        return context.table()
                .collections()
                .withId(id, Context.NOW)
                .orElseThrow(() -> Context.noCollection(" id : " + id));
    }

    /**
     * @throws RefusedException PARTITION_NOT_FOUND
     */
    static PartitionMeta partition(CollectionMeta collection, long id, Context context)
            throws RefusedException {
        return context.table()
                .partitions()
                .withId(collection.getId(), id, Context.NOW)
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        ErrorKind.PARTITION_NOT_FOUND,
                                        "partition id = " + id + " not exist"));
    }
}

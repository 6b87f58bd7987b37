package io.tidemark.definition;

import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.DescribeIndexResponse;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.GetIndexBuildProgressRequest;
import io.milvus.grpc.GetIndexBuildProgressResponse;
import io.milvus.grpc.GetIndexStateRequest;
import io.milvus.grpc.GetIndexStateResponse;
import io.milvus.grpc.GetIndexStatisticsRequest;
import io.milvus.grpc.GetIndexStatisticsResponse;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.IndexState;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.IndexMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import java.util.Comparator;
import java.util.List;

/** Tells of indexes, and how far they are. */
final class IndexReads {

    private IndexReads() {}

    static Decision describe(DescribeIndexRequest asked, Context context) throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        List<IndexMeta> found =
                required(collection, asked.getIndexName(), asked.getFieldName(), context);
        return Decision.answer(
                DescribeIndexResponse.newBuilder()
                        .setStatus(Responses.success())
                        .addAllIndexDescriptions(
                                descriptions(found, collection, asked.getTimestamp(), context))
                        .build());
    }

    static Decision statistics(GetIndexStatisticsRequest asked, Context context)
            throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        List<IndexMeta> found = required(collection, asked.getIndexName(), "", context);
        return Decision.answer(
                GetIndexStatisticsResponse.newBuilder()
                        .setStatus(Responses.success())
                        .addAllIndexDescriptions(
                                descriptions(found, collection, asked.getTimestamp(), context))
                        .build());
    }

    /** Of several indexes, the state of the one that is least far. */
    static Decision state(GetIndexStateRequest asked, Context context) throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        IndexProgress progress =
                leastFar(
                        required(collection, asked.getIndexName(), asked.getFieldName(), context),
                        context);
        return Decision.answer(
                GetIndexStateResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setState(progress.state())
                        .setFailReason(progress.failReason())
                        .build());
    }

    /** Of several indexes, the rows of the one that is least far. */
    static Decision progress(GetIndexBuildProgressRequest asked, Context context)
            throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        IndexProgress progress =
                leastFar(
                        required(collection, asked.getIndexName(), asked.getFieldName(), context),
                        context);
        return Decision.answer(
                GetIndexBuildProgressResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setIndexedRows(progress.indexedRows())
                        .setTotalRows(progress.totalRows())
                        .build());
    }

    private static IndexProgress leastFar(List<IndexMeta> indexes, Context context) {
        return indexes.stream()
                .map(index -> IndexProgress.of(index, Context.NOW, context))
                .min(
                        Comparator.<IndexProgress>comparingInt(
                                        progress -> progress.state() == IndexState.Failed ? 0 : 1)
                                .thenComparingLong(IndexProgress::indexedRows))
                .orElseThrow();
    }

    /**
     * @throws RefusedException INDEX_NOT_FOUND
     */
    static IndexMeta require(CollectionMeta collection, String name, Context context)
            throws RefusedException {
        return context.table()
                .indexes()
                .named(collection.getId(), name.strip(), Context.NOW)
                .orElseThrow(() -> missing(collection, name));
    }

    /** The indexes of a name and a field, by id; an empty one means any. */
    static List<IndexMeta> matching(
            CollectionMeta collection, String name, String fieldName, Context context) {
        return context.table().indexes().of(collection.getId(), Context.NOW).stream()
                .filter(index -> name.isBlank() || index.getName().equals(name.strip()))
                .filter(
                        index ->
                                fieldName.isEmpty()
                                        || fieldName.equals(fieldName(collection, index)))
                .toList();
    }

    private static List<IndexMeta> required(
            CollectionMeta collection, String name, String fieldName, Context context)
            throws RefusedException {
        List<IndexMeta> found = matching(collection, name, fieldName, context);
        if (found.isEmpty()) {
            throw missing(collection, name);
        }
        return found;
    }

    private static RefusedException missing(CollectionMeta collection, String name) {
        return new RefusedException(
                ErrorKind.INDEX_NOT_FOUND,
                "index not found[collection=" + collection.getName() + "][index=" + name + "]");
    }

    private static List<IndexDescription> descriptions(
            List<IndexMeta> indexes, CollectionMeta collection, long timestamp, Context context) {
        return indexes.stream()
                .map(index -> description(index, collection, timestamp, context))
                .toList();
    }

    private static IndexDescription description(
            IndexMeta index, CollectionMeta collection, long timestamp, Context context) {
        IndexProgress progress = IndexProgress.of(index, timestamp, context);
        return IndexDescription.newBuilder()
                .setIndexName(index.getName())
                .setIndexID(index.getId())
                .addAllParams(index.getParamsList())
                .setFieldName(fieldName(collection, index))
                .setIndexedRows(progress.indexedRows())
                .setTotalRows(progress.totalRows())
                .setPendingIndexRows(progress.pendingRows())
                .setState(progress.state())
                .setIndexStateFailReason(progress.failReason())
                .build();
    }

    private static String fieldName(CollectionMeta collection, IndexMeta index) {
        return collection.getSchema().getFieldsList().stream()
                .filter(field -> field.getFieldID() == index.getFieldId())
                .map(FieldSchema::getName)
                .findFirst()
                .orElseThrow();
    }
}

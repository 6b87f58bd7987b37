package io.tidemark.definition;

import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.GetLoadStateResponse;
import io.milvus.grpc.GetLoadingProgressRequest;
import io.milvus.grpc.GetLoadingProgressResponse;
import io.milvus.grpc.LoadState;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import java.util.List;

/**
 * Tells what is loaded. What was asked for counts as loaded: no node has registered that would
 * report how far it is.
 */
final class LoadReads {

    static final long ALL_PERCENT = 100;

    private LoadReads() {}

    static Decision state(GetLoadStateRequest asked, Context context) throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        boolean loaded = loaded(collection, asked.getPartitionNamesList(), context);
        return Decision.answer(
                GetLoadStateResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setState(loaded ? LoadState.LoadStateLoaded : LoadState.LoadStateNotLoad)
                        .build());
    }

    static Decision progress(GetLoadingProgressRequest asked, Context context)
            throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        if (!loaded(collection, asked.getPartitionNamesList(), context)) {
            throw new RefusedException(
                    ErrorKind.COLLECTION_NOT_LOADED,
                    "collection not loaded[collection=" + collection.getName() + "]");
        }
        return Decision.answer(
                GetLoadingProgressResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setProgress(ALL_PERCENT)
                        .setRefreshProgress(ALL_PERCENT)
                        .build());
    }

    /** Whether all of the named partitions are loaded; without names, whether anything is. */
    private static boolean loaded(CollectionMeta collection, List<String> names, Context context)
            throws RefusedException {
        boolean loaded = context.table().loads().of(collection.getId(), Context.NOW).isPresent();
        for (String name : names) {
            long partition = context.partition(collection, name).getId();
            loaded &= context.table().loads().holds(collection.getId(), partition);
        }
        return loaded;
    }
}

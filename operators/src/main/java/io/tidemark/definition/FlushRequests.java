package io.tidemark.definition;

import io.milvus.grpc.FlushRequest;
import io.milvus.grpc.FlushResponse;
import io.milvus.grpc.GetFlushStateRequest;
import io.milvus.grpc.GetFlushStateResponse;
import io.milvus.grpc.MsgType;
import io.tidemark.meta.Databases;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.FlushMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Flushes collections: what is open of them at the request's timestamp takes no more rows, in every
 * proxy, and readers of their channels are told so.
 */
final class FlushRequests {

    private FlushRequests() {}

    /** The view of segments answers which segments there are then, sealed and flushed. */
    static Decision flush(FlushRequest asked, Context context) throws RefusedException {
        Map<Long, CollectionMeta> collections = new TreeMap<>();
        List<SegmentQuestion> questions = new ArrayList<>();
        for (String name : new TreeSet<>(asked.getCollectionNamesList())) {
            CollectionMeta collection = context.collection(asked.getDbName(), name);
            collections.put(collection.getId(), collection);
            questions.add(new SegmentQuestion(collection.getId(), name, 0));
        }
        Context.require(!questions.isEmpty(), "collection_names must name what to flush");
        List<MetaChange> changes = new ArrayList<>();
        List<DdMessage> messages = new ArrayList<>();
        for (CollectionMeta collection : collections.values()) {
            MetaChange change =
                    context.change()
                            .setFlush(FlushMeta.newBuilder().setCollectionId(collection.getId()))
                            .build();
            changes.add(change);
            messages.add(DdMessages.of(MsgType.Flush, List.of(change), context, collection));
        }
        FlushResponse head =
                FlushResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setDbName(Databases.nameOf(asked.getDbName()))
                        .build();
        return new Decision(changes, head, messages, questions);
    }

    /**
     * Whether segments are flushed: all of them were reported so. While nobody reports, what is
     * sealed counts as flushed: its rows lie in the log for good, and a client waits for this.
     */
    static Decision state(GetFlushStateRequest asked, Context context) throws RefusedException {
        List<Long> ids = asked.getSegmentIDsList();
        boolean reported =
                asked.getCollectionName().isEmpty()
                        ? Reporters.ofFlushes(ids, context)
                        : Reporters.ofFlushes(
                                context.collection(asked.getDbName(), asked.getCollectionName()),
                                context);
        boolean flushed =
                !reported
                        || ids.stream()
                                .allMatch(
                                        id ->
                                                context.table()
                                                        .segments()
                                                        .withId(id, Context.NOW)
                                                        .isPresent());
        return Decision.answer(
                GetFlushStateResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setFlushed(flushed)
                        .build());
    }
}

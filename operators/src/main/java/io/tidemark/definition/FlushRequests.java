package io.tidemark.definition;

import com.google.protobuf.Message;
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
import java.util.Collection;
import java.util.List;
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
        TreeMap<Long, CollectionMeta> collections = new TreeMap<>();
        List<SegmentQuestion> questions = new ArrayList<>();
        for (String name : new TreeSet<>(asked.getCollectionNamesList())) {
            CollectionMeta collection = context.collection(asked.getDbName(), name);
            collections.put(collection.getId(), collection);
            questions.add(new SegmentQuestion(collection.getId(), name, 0));
        }
        Context.require(!questions.isEmpty(), "collection_names must name what to flush");
        FlushResponse head =
                FlushResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setDbName(Databases.nameOf(asked.getDbName()))
                        .build();
        return sealed(collections.values(), head, questions, context);
    }

    /** Seals what is open of some collections, each once. */
    static Decision sealed(
            Collection<CollectionMeta> collections,
            Message head,
            List<SegmentQuestion> questions,
            Context context) {
        List<MetaChange> changes = new ArrayList<>();
        List<DdMessage> messages = new ArrayList<>();
        for (CollectionMeta collection : collections) {
            MetaChange change =
                    context.change()
                            .setFlush(FlushMeta.newBuilder().setCollectionId(collection.getId()))
                            .build();
            changes.add(change);
            messages.add(DdMessages.of(MsgType.Flush, List.of(change), context, collection));
        }
        return new Decision(changes, head, messages, questions);
    }

    /**
     * Whether segments are flushed: all of them were reported so. While nobody is there to report,
     * what is sealed counts as flushed: its rows lie in the log for good, and a client waits for
     * this.
     */
    static Decision state(GetFlushStateRequest asked, Context context) throws RefusedException {
        if (!asked.getCollectionName().isEmpty()) {
            context.collection(asked.getDbName(), asked.getCollectionName());
        }
        boolean flushed =
                !Reporters.ofFlushes(context)
                        || asked.getSegmentIDsList().stream()
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

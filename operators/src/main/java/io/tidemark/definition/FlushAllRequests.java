package io.tidemark.definition;

import io.milvus.grpc.FlushAllRequest;
import io.milvus.grpc.FlushAllResponse;
import io.milvus.grpc.FlushAllState;
import io.milvus.grpc.FlushAllTarget;
import io.milvus.grpc.GetFlushAllStateRequest;
import io.milvus.grpc.GetFlushAllStateResponse;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.DatabaseMeta;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Flushes all collections, of all databases or of those named, at one timestamp; and tells whether
 * all that lies at or before a timestamp is flushed. Milvus calls the fields that narrow it down
 * deprecated; clients of today send them all the same.
 */
@SuppressWarnings("deprecation") // db_name, flush_targets and flush_all_ts are what clients use
final class FlushAllRequests {

    /**
     * Up to so many collections the answers tell of each by itself. Beyond, they would outgrow what
     * an answer may have, so they tell of all of them together.
     */
    static final int MOST_TOLD = 1_024;

    private static final Comparator<CollectionMeta> BY_DATABASE =
            Comparator.comparing(CollectionMeta::getDbName)
                    .thenComparingLong(CollectionMeta::getId);

    private FlushAllRequests() {}

    /** The view of segments answers which segments there are then, sealed and flushed. */
    static Decision flush(FlushAllRequest asked, Context context) throws RefusedException {
        List<CollectionMeta> collections =
                targets(asked.getDbName(), asked.getFlushTargetsList(), context);
        String checked = "";
        for (CollectionMeta collection : collections) {
            // They come database by database.
            if (!collection.getDbName().equals(checked)) {
                checked = collection.getDbName();
                DatabaseDenial.FLUSH_DDL.check(context.database(checked));
            }
        }
        FlushAllResponse head =
                FlushAllResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setFlushAllTs(context.timestamp())
                        .build();
        List<SegmentQuestion> questions = new ArrayList<>();
        if (collections.size() <= MOST_TOLD) {
            for (CollectionMeta collection : collections) {
                questions.add(SegmentQuestion.until(context.timestamp(), collection, true));
            }
        }
        return FlushRequests.sealed(collections, head, questions, context);
    }

    /**
     * Whether each segment with a row at or before a timestamp is flushed, which the view of
     * segments knows. While nobody is there to report, all are, as {@link FlushRequests#state} has
     * it.
     */
    static Decision state(GetFlushAllStateRequest asked, Context context) throws RefusedException {
        Context.require(
                asked.getFlushAllTs() != 0 || asked.getFlushAllTssCount() > 0,
                "FlushAllTss or FlushAllTs is required");
        List<CollectionMeta> collections =
                targets(asked.getDbName(), asked.getFlushTargetsList(), context);
        boolean reported = Reporters.ofFlushes(context);
        boolean eachTold = collections.size() <= MOST_TOLD;
        boolean known = true;
        List<SegmentQuestion> questions = new ArrayList<>();
        for (CollectionMeta collection : collections) {
            long until = until(asked, collection);
            known &= Long.compareUnsigned(until, context.timestamp()) <= 0;
            questions.add(SegmentQuestion.until(until, collection, eachTold));
        }
        GetFlushAllStateResponse.Builder head =
                GetFlushAllStateResponse.newBuilder().setStatus(Responses.success());
        if (reported && !known) {
            // Rows of a time that is still to come are not there to be flushed.
            return Decision.answer(head.build());
        }
        head.setFlushed(true);
        if (reported) {
            return new Decision(List.of(), head.build(), List.of(), questions);
        }
        if (eachTold) {
            head.addAllFlushStates(allFlushed(collections));
        }
        return Decision.answer(head.build());
    }

    private static List<FlushAllState> allFlushed(List<CollectionMeta> collections) {
        TreeMap<String, FlushAllState.Builder> databases = new TreeMap<>();
        for (CollectionMeta collection : collections) {
            databases
                    .computeIfAbsent(
                            collection.getDbName(),
                            name -> FlushAllState.newBuilder().setDbName(name))
                    .putCollectionFlushStates(collection.getName(), true);
        }
        return databases.values().stream().map(FlushAllState.Builder::build).toList();
    }

    /** The time of a collection: its own channels', or that of all. */
    private static long until(GetFlushAllStateRequest asked, CollectionMeta collection)
            throws RefusedException {
        if (asked.getFlushAllTssCount() == 0) {
            return asked.getFlushAllTs();
        }
        long until = 0;
        for (String channel : collection.getPhysicalChannelsList()) {
            long timestamp = asked.getFlushAllTssOrDefault(channel, 0);
            Context.require(timestamp != 0, "FlushAllTs not found for pchannel " + channel);
            until = Long.compareUnsigned(timestamp, until) > 0 ? timestamp : until;
        }
        return until;
    }

    /** The collections a request is about, each once, by database and id. */
    private static List<CollectionMeta> targets(
            String database, List<FlushAllTarget> targets, Context context)
            throws RefusedException {
        TreeMap<Long, CollectionMeta> found = new TreeMap<>();
        if (targets.isEmpty() && database.isEmpty()) {
            put(context.table().collections().all(Context.NOW), found);
        } else if (targets.isEmpty()) {
            put(of(context.database(database), context), found);
        }
        for (FlushAllTarget target : targets) {
            DatabaseMeta named = context.database(target.getDbName());
            if (target.getCollectionNamesCount() == 0) {
                put(of(named, context), found);
            }
            for (String name : target.getCollectionNamesList()) {
                put(List.of(context.collection(named.getName(), name)), found);
            }
        }
        return found.values().stream().sorted(BY_DATABASE).toList();
    }

    private static List<CollectionMeta> of(DatabaseMeta database, Context context) {
        return context.table().collections().in(database.getName(), Context.NOW);
    }

    private static void put(List<CollectionMeta> collections, Map<Long, CollectionMeta> found) {
        collections.forEach(collection -> found.put(collection.getId(), collection));
    }
}

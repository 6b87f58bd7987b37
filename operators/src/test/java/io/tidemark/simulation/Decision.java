package io.tidemark.simulation;

import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.SegmentRead;
import io.tidemark.proto.SegmentUpdate;
import io.tidemark.request.Method;
import io.tidemark.request.Request;
import io.tidemark.wal.WalOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a simulated request comes to: a small stand-in for the real tasks, a pure function of the
 * request and the meta table as of its timestamp. Every body begins with {@code
 * <partition>@<offset>}, by which the checker knows a batch.
 *
 * @param change null where the meta table stays as it is
 * @param flush null for none
 * @param told to the view of segments
 * @param reply null where the view of segments answers
 */
record Decision(
        Element.MetaChange change,
        Element.Flush flush,
        List<WalOutput.Message> messages,
        List<Element.ForSegments> told,
        Element.Reply reply) {

    private static final int SHARDS = 2;
    private static final int ROWS_IN_A_PART = 2;

    static byte[] payload(int collection, int rows) {
        return (collection + " " + rows).getBytes(StandardCharsets.UTF_8);
    }

    /** The collection that a request names. */
    static int collection(Request request) {
        String text = request.payload().text();
        return Integer.parseInt(text.substring(0, text.indexOf(' ')));
    }

    static Decision of(Request request, SimulatedMeta meta, int channels) {
        if (request.refused()) {
            return answer(request, null, List.of(), request.refusal().reason());
        }
        String[] words = request.payload().text().split(" ", -1);
        int collection = Integer.parseInt(words[0]);
        long createdAt = meta.createdAt(collection, request.timestamp());
        if (request.method() == Method.INSERT) {
            return createdAt == 0
                    ? answer(request, null, List.of(), "collection not found")
                    : insert(request, collection, createdAt, nodes(request, meta), channels);
        }
        if (request.method() == Method.FLUSH
                || request.method() == Method.GET_COLLECTION_STATISTICS) {
            return createdAt == 0
                    ? answer(request, null, List.of(), "collection not found")
                    : read(request, collection, createdAt, channels);
        }
        boolean create = request.method() == Method.CREATE_COLLECTION;
        if (create == (createdAt != 0)) {
            return answer(request, null, List.of(), "nothing to do");
        }
        Decision decision = define(request, collection, create, channels);
        return create ? decision : decision.telling(dropped(request, createdAt));
    }

    private Decision telling(Element.ForSegments update) {
        return new Decision(change, flush, messages, List.of(update), reply);
    }

    private static Element.ForSegments dropped(Request request, long createdAt) {
        return update(
                createdAt,
                SegmentUpdate.newBuilder()
                        .setChange(
                                MetaChange.newBuilder()
                                        .setTimestamp(request.timestamp())
                                        .setDropped(true)
                                        .setCollection(
                                                CollectionMeta.newBuilder().setId(createdAt))));
    }

    /** The view of segments answers; a flush is written to the channels first. */
    private static Decision read(Request request, int collection, long createdAt, int channels) {
        boolean flush = request.method() == Method.FLUSH;
        List<WalOutput.Message> messages = new ArrayList<>();
        for (int shard = 0; flush && shard < shards(channels); shard++) {
            messages.add(
                    message(
                            request,
                            channel(collection, shard, channels),
                            0,
                            "flush " + collection));
        }
        Element.ForSegments read =
                update(
                        createdAt,
                        SegmentUpdate.newBuilder()
                                .setRead(
                                        SegmentRead.newBuilder()
                                                .setTimestamp(request.timestamp())
                                                .setOffset(request.offset())
                                                .setMethod(request.method().number())
                                                .setParts(1)
                                                .setCollectionName("c")));
        return new Decision(
                null,
                flush ? new Element.Flush(request.timestamp(), createdAt) : null,
                messages,
                List.of(read),
                null);
    }

    private static Element.ForSegments update(long collectionId, SegmentUpdate.Builder update) {
        return new Element.ForSegments(
                new WalOutput.ForSegments(collectionId, update.build().toByteArray()));
    }

    private static Decision define(Request request, int collection, boolean create, int channels) {
        List<WalOutput.Message> messages = new ArrayList<>();
        for (int shard = 0; shard < shards(channels); shard++) {
            messages.add(
                    message(
                            request,
                            channel(collection, shard, channels),
                            0,
                            (create ? "create " : "drop ") + collection));
        }
        return answer(
                request,
                new Element.MetaChange(request.timestamp(), collection, create),
                messages,
                "done");
    }

    /** Which nodes there are as of the request, so that a loss shows in what is written. */
    private static List<Long> nodes(Request request, SimulatedMeta meta) {
        return IntStream.range(0, SimulatedNodes.COUNT)
                .mapToObj(node -> meta.createdAt(SimulatedNodes.FIRST + node, request.timestamp()))
                .toList();
    }

    private static Decision insert(
            Request request, int collection, long createdAt, List<Long> nodes, int channels) {
        List<WalOutput.Message> messages = new ArrayList<>();
        for (int shard = 0; shard < shards(channels); shard++) {
            List<Long> ids = new ArrayList<>();
            for (long id = request.firstId(); id < request.firstId() + request.idCount(); id++) {
                // Any spread will do that sends one batch to several shards.
                if (id * 31 / 7 % shards(channels) == shard) {
                    ids.add(id);
                }
            }
            for (int from = 0; from < ids.size(); from += ROWS_IN_A_PART) {
                List<Long> rows = ids.subList(from, Math.min(ids.size(), from + ROWS_IN_A_PART));
                messages.add(
                        message(
                                request,
                                channel(collection, shard, channels),
                                from / ROWS_IN_A_PART,
                                "insert " + collection + "/" + createdAt + " " + nodes + rows));
            }
        }
        return answer(request, null, messages, "inserted from " + request.firstId());
    }

    private static int shards(int channels) {
        return Math.min(SHARDS, channels);
    }

    private static int channel(int collection, int shard, int channels) {
        return (collection + shard) % channels;
    }

    private static WalOutput.Message message(Request request, int channel, int part, String text) {
        String body = request.partition() + "@" + request.offset() + " " + text;
        return new WalOutput.Message(
                channel,
                request.timestamp(),
                request.partition(),
                part,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Decision answer(
            Request request,
            Element.MetaChange change,
            List<WalOutput.Message> messages,
            String text) {
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        messages.forEach(message -> counts.merge(message.channel(), 1, Integer::sum));
        return new Decision(
                change,
                null,
                messages,
                List.of(),
                new Element.Reply(
                        request.partition(),
                        request.offset(),
                        request.timestamp(),
                        request.timestamp() + " " + text,
                        counts));
    }
}

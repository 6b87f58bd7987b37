package io.tidemark.jobs;

import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.Status;
import io.tidemark.request.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A request log made by seed: inserts over several collections, creates and drops between them. */
final class RequestLog {

    private static final int COLLECTIONS = 6;
    private static final int ROWS = 5;
    private static final int RATE_LIMIT = 8;

    private final Random random;
    private final int partitions;
    private final List<String> inserts = new ArrayList<>();
    private final List<String> definitions = new ArrayList<>();
    private final Map<String, Long> firstKeyOf = new HashMap<>();
    private boolean limited;
    private long limitedInserts;
    private long nextKey = 1;

    RequestLog(long seed, int partitions) {
        this.random = new Random(seed);
        this.partitions = partitions;
    }

    /** The first collection takes about one insert in 50 ms, each partition five at once. */
    RequestLog limited() {
        limited = true;
        return this;
    }

    /** Writes requests without waiting for answers, so that definitions fall between inserts. */
    void write(TestingClient client, int requests) throws Exception {
        for (int i = 0; i < requests; i++) {
            String collection = "collection_" + random.nextInt(COLLECTIONS);
            int kind = random.nextInt(60);
            if (kind == 0) {
                definitions.add(
                        client.send(
                                "definitions",
                                0,
                                Method.DROP_COLLECTION,
                                Requests.drop(collection).toByteArray()));
            } else if (kind < 4) {
                definitions.add(
                        client.send(
                                "definitions",
                                0,
                                Method.CREATE_COLLECTION,
                                create(collection).toByteArray()));
            } else {
                String correlation =
                        client.send(
                                "requests",
                                random.nextInt(partitions),
                                Method.INSERT,
                                Requests.insert(collection, nextKey, ROWS, random).toByteArray());
                inserts.add(correlation);
                firstKeyOf.put(correlation, nextKey);
                nextKey += ROWS;
            }
        }
    }

    /** Waits for the answer to the first of the last 500 inserts: some are still under way then. */
    void awaitSome(TestingClient client) throws Exception {
        client.await(inserts.get(inserts.size() - 500));
    }

    /**
     * Waits for all answers.
     *
     * @return the keys of all rows that were accepted
     */
    List<Long> acceptedKeys(TestingClient client) throws Exception {
        for (String definition : definitions) {
            client.await(definition, Method.CREATE_COLLECTION, Status.class);
        }
        List<Long> accepted = new ArrayList<>();
        for (String insert : inserts) {
            MutationResult result = client.await(insert, Method.INSERT, MutationResult.class);
            limitedInserts += result.getStatus().getCode() == RATE_LIMIT ? 1 : 0;
            if (result.getStatus().getCode() == 0) {
                for (int row = 0; row < ROWS; row++) {
                    accepted.add(firstKeyOf.get(insert) + row);
                }
            }
        }
        return accepted;
    }

    private CreateCollectionRequest create(String collection) {
        CreateCollectionRequest create = Requests.create(collection, 1 + random.nextInt(3));
        if (!limited || !collection.equals("collection_0")) {
            return create;
        }
        return create.toBuilder()
                .addProperties(
                        KeyValuePair.newBuilder()
                                .setKey("collection.insertRate.max.mb")
                                .setValue("0.004"))
                .build();
    }

    /** How many inserts met the limit, of those whose answers were awaited. */
    long limitedInserts() {
        return limitedInserts;
    }

    int inserts() {
        return inserts.size();
    }
}

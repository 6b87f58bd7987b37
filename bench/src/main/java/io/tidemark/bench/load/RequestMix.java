package io.tidemark.bench.load;

import io.milvus.grpc.InsertRequest;
import io.tidemark.request.Method;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** An endless, seeded sequence of requests. */
final class RequestMix {

    private static final int PER_MILLE = 1_000;
    private static final int FLEETING_PER_MILLE = 50;
    private static final int ALIAS_PER_MILLE = 150;
    private static final int PARTITION_PER_MILLE = 200;

    private final LoadPlan.Mix mix;
    private final LoadCollections collections;
    private final int partitions;
    private final LongSupplier newestTimestamp;
    private final SplittableRandom random;
    private final DefinitionDrafts definitions;
    private long inserts;

    /**
     * @param partitions of {@code requests}
     * @param newestTimestamp the newest a client has seen: its causality token
     */
    RequestMix(
            LoadPlan plan,
            LoadCollections collections,
            int partitions,
            LongSupplier newestTimestamp) {
        this.mix = plan.mix();
        this.collections = collections;
        this.partitions = partitions;
        this.newestTimestamp = newestTimestamp;
        this.random = new SplittableRandom(plan.seed());
        this.definitions = new DefinitionDrafts(collections, random);
    }

    /** What must be answered before anything else is sent. */
    List<Draft> first() {
        return definitions.first();
    }

    Draft next() {
        return random.nextInt(PER_MILLE) < mix.definitionsPerMille()
                ? definitions.next()
                : insert();
    }

    private Draft insert() {
        boolean fleeting =
                mix.definitionsPerMille() > 0 && random.nextInt(PER_MILLE) < FLEETING_PER_MILLE;
        LoadCollections.Entry entry =
                definitions.pick(fleeting ? collections.fleeting() : collections.lasting());
        int rows = random.nextBoolean() ? 1 : 1 + random.nextInt(mix.maxRows());
        InsertRequest request = named(entry, entry.rows().next(rows));
        if (random.nextInt(PER_MILLE) < mix.tokensPerMille()) {
            request =
                    request.toBuilder()
                            .setBase(
                                    request.getBase().toBuilder()
                                            .setTimestamp(newestTimestamp.getAsLong()))
                            .build();
        }
        int partition = (int) (inserts++ % partitions);
        return new Draft(Method.INSERT, partition, rows, request.toByteArray());
    }

    /** Some by the alias, some into a partition that may not be there. */
    private InsertRequest named(LoadCollections.Entry entry, InsertRequest request) {
        int kind = mix.definitionsPerMille() > 0 ? random.nextInt(PER_MILLE) : PER_MILLE;
        if (kind < ALIAS_PER_MILLE && collections.alike().contains(entry)) {
            return request.toBuilder().setCollectionName(collections.alias()).build();
        }
        return kind < ALIAS_PER_MILLE + PARTITION_PER_MILLE
                ? request.toBuilder().setPartitionName(definitions.partition()).build()
                : request;
    }
}

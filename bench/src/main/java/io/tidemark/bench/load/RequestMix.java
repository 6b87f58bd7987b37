package io.tidemark.bench.load;

import com.google.protobuf.Message;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.request.Method;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** An endless, seeded sequence of requests. */
final class RequestMix {

    private static final int PER_MILLE = 1_000;
    private static final int FLEETING_PER_MILLE = 50;

    private final LoadPlan.Mix mix;
    private final LoadCollections collections;
    private final int partitions;
    private final LongSupplier newestTimestamp;
    private final SplittableRandom random;
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
    }

    /** What must be answered before anything else is sent. */
    List<Draft> first() {
        return collections.lasting().stream().map(RequestMix::create).toList();
    }

    Draft next() {
        return random.nextInt(PER_MILLE) < mix.definitionsPerMille() ? definition() : insert();
    }

    private Draft definition() {
        LoadCollections.Entry entry = pick(collections.fleeting());
        return switch (random.nextInt(6)) {
            case 0, 1 -> create(entry);
            case 2 ->
                    draft(
                            Method.DROP_COLLECTION,
                            DropCollectionRequest.newBuilder()
                                    .setBase(base(MsgType.DropCollection))
                                    .setCollectionName(entry.name())
                                    .build());
            case 3 -> create(pick(collections.lasting()));
            case 4 ->
                    draft(
                            Method.HAS_COLLECTION,
                            HasCollectionRequest.newBuilder()
                                    .setBase(base(MsgType.HasCollection))
                                    .setCollectionName(entry.name())
                                    .build());
            default ->
                    draft(
                            Method.DESCRIBE_COLLECTION,
                            DescribeCollectionRequest.newBuilder()
                                    .setBase(base(MsgType.DescribeCollection))
                                    .setCollectionName(entry.name())
                                    .build());
        };
    }

    private Draft insert() {
        boolean fleeting =
                mix.definitionsPerMille() > 0 && random.nextInt(PER_MILLE) < FLEETING_PER_MILLE;
        LoadCollections.Entry entry =
                pick(fleeting ? collections.fleeting() : collections.lasting());
        int rows = random.nextBoolean() ? 1 : 1 + random.nextInt(mix.maxRows());
        InsertRequest request = entry.rows().next(rows);
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

    private LoadCollections.Entry pick(List<LoadCollections.Entry> entries) {
        return entries.get(random.nextInt(entries.size()));
    }

    private static Draft create(LoadCollections.Entry entry) {
        return draft(Method.CREATE_COLLECTION, entry.create());
    }

    private static Draft draft(Method method, Message request) {
        return new Draft(method, 0, 0, request.toByteArray());
    }

    private static MsgBase base(MsgType type) {
        return MsgBase.newBuilder().setMsgType(type).build();
    }
}

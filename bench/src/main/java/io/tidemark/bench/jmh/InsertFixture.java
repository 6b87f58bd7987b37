package io.tidemark.bench.jmh;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.CollectionSchema;
import io.tidemark.channel.PhysicalChannel;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.insert.InsertBatch;
import io.tidemark.insert.InsertSchema;
import io.tidemark.insert.InsertTask;
import io.tidemark.jobs.cli.RandomRows;
import io.tidemark.jobs.cli.SampleCollection;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.RefusedException;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import io.tidemark.schema.SchemaCompletion;
import java.util.List;

/** An insert and the collection it is for, as a proxy has them. */
final class InsertFixture {

    private static final String COLLECTION = "bench";
    private static final long COLLECTION_ID = 1;
    private static final long APPEND_MS = 1_700_000_000_000L;
    private static final ClusterSettings SETTINGS =
            ClusterSettings.newBuilder()
                    .setMaxRows(1_000_000)
                    .setMaxMessageBytes(2 << 20)
                    .setSegmentMaxRows(1_000_000)
                    .build();

    private final Payload payload;
    private final InsertSchema schema;
    private final List<PartitionMeta> partitions;
    private final Request request;

    InsertFixture(int rows, int dim, int shards)
            throws RefusedException, InvalidProtocolBufferException {
        CollectionSchema complete =
                SchemaCompletion.complete(
                        CollectionSchema.parseFrom(
                                SampleCollection.create(COLLECTION, dim, shards).getSchema()),
                        COLLECTION);
        CollectionMeta.Builder meta =
                CollectionMeta.newBuilder()
                        .setId(COLLECTION_ID)
                        .setDbName("default")
                        .setName(COLLECTION)
                        .setSchema(complete);
        for (int shard = 0; shard < shards; shard++) {
            String physical = PhysicalChannel.name("by-dev", shard);
            meta.addPhysicalChannels(physical)
                    .addVirtualChannels(
                            PhysicalChannel.virtualName(physical, COLLECTION_ID, shard));
        }
        payload = Payload.of(new RandomRows(COLLECTION, complete, 1).next(rows).toByteArray());
        schema = new InsertSchema(meta.build());
        partitions =
                List.of(
                        PartitionMeta.newBuilder()
                                .setCollectionId(COLLECTION_ID)
                                .setId(COLLECTION_ID + 1)
                                .setName("_default")
                                .build());
        request =
                new Request(
                        1,
                        0,
                        HybridTimestamp.of(APPEND_MS, 1, 0),
                        COLLECTION_ID + 2,
                        rows,
                        Method.INSERT,
                        payload,
                        ReplyTo.NONE,
                        null);
    }

    Payload payload() {
        return payload;
    }

    InsertTask prepare(InsertBatch batch) throws RefusedException {
        return InsertTask.prepare(request, batch, schema, partitions, SETTINGS);
    }

    static ClusterSettings settings() {
        return SETTINGS;
    }
}

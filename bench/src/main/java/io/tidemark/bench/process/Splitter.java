package io.tidemark.bench.process;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.tidemark.channel.PhysicalChannel;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.insert.InsertBatch;
import io.tidemark.insert.InsertSchema;
import io.tidemark.insert.InsertTask;
import io.tidemark.insert.KnownTexts;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.RefusedException;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import io.tidemark.schema.SchemaCompletion;
import io.tidemark.segment.SegmentAllocator;
import io.tidemark.wal.WalOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What rivals do with an insert: parse, validate, hash the keys, repack. It is Tidemark's own core,
 * so that only what surrounds it differs; what a proxy knows of order and meta is made up here.
 */
final class Splitter {

    private static final ClusterSettings SETTINGS =
            ClusterSettings.newBuilder()
                    .setMaxRows(1_000_000)
                    .setMaxMessageBytes(2 << 20)
                    .setSegmentMaxRows(1_000_000)
                    .build();

    private record Known(InsertSchema schema, List<PartitionMeta> partitions) {}

    private final Map<String, Known> collections = new HashMap<>();
    private final SegmentAllocator segments = new SegmentAllocator(SETTINGS.getSegmentMaxRows());
    private final KnownTexts texts = new KnownTexts();
    private final int channels;
    private long nextId = 1;

    /**
     * @param channels partitions of the output
     */
    Splitter(int channels) {
        this.channels = channels;
    }

    /** Learns of a collection; its shards lie on consecutive channels. */
    void create(CreateCollectionRequest asked)
            throws RefusedException, InvalidProtocolBufferException {
        String name = asked.getCollectionName();
        CollectionSchema sent = CollectionSchema.parseFrom(asked.getSchema());
        long id = nextId++;
        CollectionMeta.Builder meta =
                CollectionMeta.newBuilder()
                        .setId(id)
                        .setDbName("default")
                        .setName(name)
                        .setSchema(SchemaCompletion.complete(sent, name));
        for (int shard = 0; shard < Math.max(1, asked.getShardsNum()); shard++) {
            int channel = (int) ((id + shard) % channels);
            String physical = PhysicalChannel.name("by-dev", channel);
            meta.addPhysicalChannels(physical)
                    .addVirtualChannels(PhysicalChannel.virtualName(physical, id, shard));
        }
        PartitionMeta partition =
                PartitionMeta.newBuilder()
                        .setCollectionId(id)
                        .setId(id)
                        .setName("_default")
                        .build();
        collections.put(name, new Known(new InsertSchema(meta.build()), List.of(partition)));
    }

    /**
     * Splits one insert.
     *
     * @throws IllegalStateException where it is not valid: the load writes none such
     */
    void split(
            int partition,
            long offset,
            long appendMs,
            byte[] value,
            Consumer<WalOutput.Message> out) {
        try {
            Payload payload = Payload.of(value);
            InsertBatch batch = InsertBatch.parse(payload, texts);
            Known known = collections.get(batch.collectionName());
            if (known == null) {
                throw new IllegalStateException("no collection " + batch.collectionName());
            }
            int rows = (int) batch.rows();
            Request request =
                    new Request(
                            1 + partition,
                            offset,
                            HybridTimestamp.of(appendMs, 1 + partition, 0),
                            nextId,
                            rows,
                            Method.INSERT,
                            payload,
                            ReplyTo.NONE,
                            null);
            nextId += rows;
            InsertTask.prepare(request, batch, known.schema(), known.partitions(), SETTINGS)
                    .execute(segments, out);
            segments.drain((collection, update) -> {});
        } catch (RefusedException refused) {
            throw new IllegalStateException("an insert of the load was refused", refused);
        }
    }
}

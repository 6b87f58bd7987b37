package io.tidemark.bench.check;

import io.milvus.grpc.FieldSchema;
import io.tidemark.bench.load.Fingerprint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import milvus.proto.msg.Msg;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A create or drop of a collection that was executed, and the channels that were told of it. */
final class CollectionChange extends ToldDefinition {

    private final boolean create;
    private final String name;
    private final long collectionId;
    private final long fingerprint;
    private final BitSet expected = new BitSet();
    private final List<Long> partitionIds = new ArrayList<>();
    private boolean spread;
    private boolean claimed;

    private CollectionChange(
            long timestamp,
            boolean create,
            String name,
            long collectionId,
            ConsumerRecord<byte[], byte[]> message) {
        super(timestamp, message);
        this.create = create;
        this.name = name;
        this.collectionId = collectionId;
        this.fingerprint = Fingerprint.of(message.value());
        told(message);
    }

    static CollectionChange of(
            long timestamp,
            Msg.CreateCollectionRequest create,
            ConsumerRecord<byte[], byte[]> message) {
        CollectionChange change =
                new CollectionChange(
                        timestamp,
                        true,
                        LoggedRequest.key(create.getDbName(), create.getCollectionName()),
                        create.getCollectionID(),
                        message);
        for (String physical : create.getPhysicalChannelNamesList()) {
            change.expected.set(
                    Integer.parseInt(physical.substring(physical.lastIndexOf('_') + 1)));
        }
        change.partitionIds.addAll(create.getPartitionIDsList());
        change.spread =
                create.getCollectionSchema().getFieldsList().stream()
                        .anyMatch(FieldSchema::getIsPartitionKey);
        return change;
    }

    static CollectionChange of(
            long timestamp,
            Msg.DropCollectionRequest drop,
            ConsumerRecord<byte[], byte[]> message) {
        return new CollectionChange(
                timestamp,
                false,
                LoggedRequest.key(drop.getDbName(), drop.getCollectionName()),
                drop.getCollectionID(),
                message);
    }

    /** Another channel has it too; whether with the same bytes. */
    boolean toldAgain(ConsumerRecord<byte[], byte[]> message) {
        told(message);
        return Fingerprint.of(message.value()) == fingerprint;
    }

    /** The channels of the collection, as its create tells them. */
    BitSet expected() {
        return expected;
    }

    List<Long> partitionIds() {
        return partitionIds;
    }

    /** Whether a key spreads the collection's rows over its partitions. */
    boolean spread() {
        return spread;
    }

    boolean create() {
        return create;
    }

    String name() {
        return name;
    }

    long collectionId() {
        return collectionId;
    }

    void claim() {
        claimed = true;
    }

    boolean claimed() {
        return claimed;
    }
}

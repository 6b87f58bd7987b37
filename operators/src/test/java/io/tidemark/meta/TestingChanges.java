package io.tidemark.meta;

import io.tidemark.channel.PhysicalChannel;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;

/** Changes of the meta table as tests write them. */
final class TestingChanges {

    private TestingChanges() {}

    static MetaChange created(long timestamp, long id, String name, int... channels) {
        return MetaChange.newBuilder()
                .setTimestamp(timestamp)
                .setCollection(collection(timestamp, id, name, channels))
                .build();
    }

    static CollectionMeta collection(long timestamp, long id, String name, int... channels) {
        CollectionMeta.Builder collection =
                CollectionMeta.newBuilder()
                        .setId(id)
                        .setDbName(Database.DEFAULT)
                        .setName(name)
                        .setCreatedTimestamp(timestamp);
        for (int shard = 0; shard < channels.length; shard++) {
            String physical = PhysicalChannel.name("t", channels[shard]);
            collection
                    .addPhysicalChannels(physical)
                    .addVirtualChannels(PhysicalChannel.virtualName(physical, id, shard));
        }
        return collection.build();
    }

    static MetaChange partitionCreated(long timestamp, long collectionId, long id, String name) {
        return MetaChange.newBuilder()
                .setTimestamp(timestamp)
                .setPartition(
                        PartitionMeta.newBuilder()
                                .setCollectionId(collectionId)
                                .setId(id)
                                .setName(name)
                                .setCreatedTimestamp(timestamp))
                .build();
    }

    /** The entry of an earlier change, changed again. */
    static MetaChange updated(long timestamp, MetaChange earlier) {
        return earlier.toBuilder()
                .setTimestamp(timestamp)
                .setCollection(earlier.getCollection().toBuilder().setUpdateTimestamp(timestamp))
                .build();
    }

    static MetaChange dropped(long timestamp, MetaChange earlier) {
        return earlier.toBuilder().setTimestamp(timestamp).setDropped(true).build();
    }
}

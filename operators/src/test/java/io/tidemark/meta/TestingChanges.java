package io.tidemark.meta;

import io.tidemark.channel.PhysicalChannel;
import io.tidemark.proto.AliasMeta;
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
                        .setDbName(Databases.DEFAULT)
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
        return partitionCreated(timestamp, collectionId, id, name, 1);
    }

    static MetaChange partitionCreated(
            long timestamp, long collectionId, long id, String name, int shards) {
        return MetaChange.newBuilder()
                .setTimestamp(timestamp)
                .setPartition(
                        PartitionMeta.newBuilder()
                                .setCollectionId(collectionId)
                                .setId(id)
                                .setName(name)
                                .setShards(shards)
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

    /** The collection of an earlier change under another name. */
    static MetaChange renamed(long timestamp, MetaChange earlier, String name) {
        return renamed(timestamp, earlier, earlier.getCollection().getDbName(), name);
    }

    static MetaChange renamed(long timestamp, MetaChange earlier, String database, String name) {
        return earlier.toBuilder()
                .setTimestamp(timestamp)
                .setCollection(
                        earlier.getCollection().toBuilder()
                                .setDbName(database)
                                .setName(name)
                                .setNamedTimestamp(timestamp)
                                .setUpdateTimestamp(timestamp))
                .build();
    }

    /** An alias created, or made to mean another collection. */
    static MetaChange alias(long timestamp, long id, String name, long collectionId) {
        return MetaChange.newBuilder()
                .setTimestamp(timestamp)
                .setAlias(
                        AliasMeta.newBuilder()
                                .setId(id)
                                .setDbName(Databases.DEFAULT)
                                .setName(name)
                                .setCollectionId(collectionId)
                                .setCreatedTimestamp(id))
                .build();
    }

    static MetaChange dropped(long timestamp, MetaChange earlier) {
        return earlier.toBuilder().setTimestamp(timestamp).setDropped(true).build();
    }
}

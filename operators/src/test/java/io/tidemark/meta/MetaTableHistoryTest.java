package io.tidemark.meta;

import static io.tidemark.meta.TestingChanges.created;
import static io.tidemark.meta.TestingChanges.dropped;
import static io.tidemark.meta.TestingChanges.partitionCreated;
import static io.tidemark.meta.TestingChanges.renamed;
import static io.tidemark.meta.TestingChanges.updated;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.Address;
import io.milvus.grpc.KeyValuePair;
import io.tidemark.meta.TestingModel.Moment;
import io.tidemark.proto.ChannelTimesMeta;
import io.tidemark.proto.ClientMeta;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.FlushMeta;
import io.tidemark.proto.IndexMeta;
import io.tidemark.proto.LeaseMeta;
import io.tidemark.proto.LoadMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.NodeMeta;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.proto.SegmentMeta;
import io.tidemark.proto.SettingsMeta;
import io.tidemark.request.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of every kind of entry, with restarts in between, compared with a model that
 * keeps every change and reads by scanning them.
 */
class MetaTableHistoryTest {

    private static final int STEPS = 400;
    private static final int CHANNELS = 4;
    private static final Address HERE = Address.newBuilder().setIp("localhost").build();
    private static final List<String> DATABASES = List.of("default", "lab");

    private final TestingModel model = new TestingModel();
    private TestingMetaStore store = new TestingMetaStore();
    private MetaTable table = new MetaTable(store);
    private long timestamp = 1;
    private long nextId = 1;
    private long forgotten;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 42, 2026})
    void readsAtAnyRetainedTimeAgreeWithTheModel(long seed) throws RefusedException {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            timestamp += 1 + random.nextInt(5);
            change(random);
            if (random.nextInt(10) == 0) {
                forgotten = Math.max(forgotten, timestamp - random.nextInt(100));
                table.expireBefore(forgotten);
            }
            String hint = "seed " + seed + ", step " + step;
            long readable = Math.max(1, forgotten);
            if (readable <= timestamp) {
                long at = readable + random.nextInt((int) (timestamp - readable) + 1);
                assertReadsAgree(hint, random.nextInt(4) == 0 ? 0 : at);
            }
            restart(hint);
        }
    }

    private void change(Random random) throws RefusedException {
        if (random.nextInt(4) == 0) {
            switch (random.nextInt(3)) {
                case 0 -> node(random);
                case 1 -> client(random);
                default -> settings(random);
            }
            return;
        }
        String database = DATABASES.get(random.nextInt(2));
        String name = "n" + random.nextInt(8);
        Optional<CollectionMeta> bearer = table.collections().named(database, name, 0);
        if (bearer.isEmpty()) {
            create(random, database, name);
            return;
        }
        CollectionMeta collection = bearer.get();
        switch (random.nextInt(11)) {
            case 0 -> apply(updated(timestamp, change(collection)));
            case 1, 2 -> rename(random, collection);
            case 3 -> addPartition(random, collection);
            case 4 -> dropPartition(random, collection);
            case 5 -> alias(random, collection);
            case 6 -> index(random, collection);
            case 7 -> load(random, collection);
            case 8 -> flush(collection);
            case 9 -> segment(random, collection);
            default -> drop(collection);
        }
    }

    private void create(Random random, String database, String name) throws RefusedException {
        int shards = 1 + random.nextInt(CHANNELS);
        int[] channels =
                table.collections().chooseChannels(shards, CHANNELS).stream()
                        .mapToInt(i -> i)
                        .toArray();
        long id = nextId++;
        MetaChange created = created(timestamp, id, name, channels);
        apply(
                created.toBuilder()
                        .setCollection(created.getCollection().toBuilder().setDbName(database))
                        .build());
        for (int i = 0; i <= random.nextInt(3); i++) {
            apply(partitionCreated(timestamp, id, nextId++, "p" + i, shards));
        }
    }

    private void rename(Random random, CollectionMeta collection) {
        String database = DATABASES.get(random.nextInt(2));
        String name = "n" + random.nextInt(8);
        if (table.collections().named(database, name, 0).isEmpty()) {
            apply(renamed(timestamp, change(collection), database, name));
        }
    }

    private void addPartition(Random random, CollectionMeta collection) {
        String name = "p" + random.nextInt(6);
        if (table.partitions().named(collection.getId(), name, 0).isEmpty()) {
            int shards = collection.getVirtualChannelsCount();
            apply(partitionCreated(timestamp, collection.getId(), nextId++, name, shards));
        }
    }

    private void dropPartition(Random random, CollectionMeta collection) {
        List<PartitionMeta> partitions = table.partitions().of(collection.getId(), 0);
        if (!partitions.isEmpty()) {
            PartitionMeta partition = partitions.get(random.nextInt(partitions.size()));
            apply(dropped(timestamp, MetaChange.newBuilder().setPartition(partition).build()));
        }
    }

    private void alias(Random random, CollectionMeta collection) {
        String name = "n" + random.nextInt(8);
        var existing = table.aliases().named("default", name, 0);
        if (existing.isPresent() && random.nextBoolean()) {
            apply(dropped(timestamp, MetaChange.newBuilder().setAlias(existing.get()).build()));
        } else if (existing.isPresent()) {
            apply(
                    MetaChange.newBuilder()
                            .setTimestamp(timestamp)
                            .setAlias(
                                    existing.get().toBuilder().setCollectionId(collection.getId()))
                            .build());
        } else if (table.collections().named("default", name, 0).isEmpty()) {
            MetaChange created =
                    TestingChanges.alias(timestamp, nextId++, name, collection.getId());
            apply(
                    created.toBuilder()
                            .setAlias(created.getAlias().toBuilder().setCreatedTimestamp(timestamp))
                            .build());
        }
    }

    private void index(Random random, CollectionMeta collection) {
        String name = "i" + random.nextInt(3);
        MetaChange.Builder change = MetaChange.newBuilder().setTimestamp(timestamp);
        Optional<IndexMeta> existing = table.indexes().named(collection.getId(), name, 0);
        if (existing.isPresent()) {
            apply(change.setIndex(existing.get()).setDropped(true).build());
        } else {
            apply(
                    change.setIndex(
                                    IndexMeta.newBuilder()
                                            .setCollectionId(collection.getId())
                                            .setId(nextId++)
                                            .setName(name)
                                            .setCreatedTimestamp(timestamp))
                            .build());
        }
    }

    private void load(Random random, CollectionMeta collection) {
        apply(
                MetaChange.newBuilder()
                        .setTimestamp(timestamp)
                        .setLoad(
                                LoadMeta.newBuilder()
                                        .setCollectionId(collection.getId())
                                        .setReplicas(random.nextInt(3))
                                        .setWhole(random.nextBoolean()))
                        .build());
    }

    private void flush(CollectionMeta collection) {
        apply(
                MetaChange.newBuilder()
                        .setTimestamp(timestamp)
                        .setFlush(FlushMeta.newBuilder().setCollectionId(collection.getId()))
                        .build());
    }

    /** A segment that is new, or reported again. */
    private void segment(Random random, CollectionMeta collection) {
        List<SegmentMeta> segments = table.segments().of(collection.getId(), 0);
        SegmentMeta segment =
                segments.isEmpty() || random.nextBoolean()
                        ? SegmentMeta.newBuilder()
                                .setId(nextId++)
                                .setCollectionId(collection.getId())
                                .setFlushedTimestamp(timestamp)
                                .build()
                        : segments.get(random.nextInt(segments.size()));
        apply(
                MetaChange.newBuilder()
                        .setTimestamp(timestamp)
                        .setSegment(segment.toBuilder().setCauseTimestamp(timestamp))
                        .build());
    }

    private void node(Random random) {
        String role = "r" + random.nextInt(3);
        MetaChange.Builder change = MetaChange.newBuilder().setTimestamp(timestamp);
        Optional<NodeMeta> existing = table.nodes().named(role, HERE, 0);
        if (existing.isEmpty()) {
            apply(
                    change.setNode(
                                    NodeMeta.newBuilder()
                                            .setId(timestamp)
                                            .setRole(role)
                                            .setAddress(HERE))
                            .build());
            apply(change.setLease(LeaseMeta.newBuilder().setNodeId(timestamp)).build());
            return;
        }
        long id = existing.get().getId();
        switch (random.nextInt(3)) {
            case 0 ->
                    apply(
                            change.setLease(
                                            LeaseMeta.newBuilder()
                                                    .setNodeId(id)
                                                    .setRenewedTimestamp(timestamp))
                                    .build());
            case 1 ->
                    apply(
                            change.setChannelTimes(
                                            ChannelTimesMeta.newBuilder()
                                                    .setNodeId(id)
                                                    .setDefaultTimestamp(timestamp))
                                    .build());
            default -> {
                change.setDropped(true);
                LeaseMeta lease = table.nodes().lease(id).orElseThrow();
                Optional<ChannelTimesMeta> times = table.nodes().channelTimes(id);
                apply(change.setNode(existing.get()).build());
                apply(change.setLease(lease).build());
                times.ifPresent(entry -> apply(change.setChannelTimes(entry).build()));
            }
        }
    }

    private void client(Random random) {
        MetaChange.Builder change = MetaChange.newBuilder().setTimestamp(timestamp);
        List<ClientMeta> clients = table.clients().list();
        if (clients.isEmpty() || random.nextBoolean()) {
            apply(change.setClient(ClientMeta.newBuilder().setId(timestamp)).build());
        } else {
            ClientMeta ended = clients.get(random.nextInt(clients.size()));
            apply(change.setClient(ended).setDropped(true).build());
        }
    }

    private void settings(Random random) {
        KeyValuePair.Builder pair =
                KeyValuePair.newBuilder().setKey("k").setValue("" + random.nextInt(3));
        apply(
                MetaChange.newBuilder()
                        .setTimestamp(timestamp)
                        .setSettings(SettingsMeta.newBuilder().addValues(pair))
                        .build());
    }

    private void drop(CollectionMeta collection) {
        long id = collection.getId();
        List<PartitionMeta> partitions = table.partitions().of(id, 0);
        List<IndexMeta> indexes = table.indexes().of(id, 0);
        Optional<LoadMeta> load = table.loads().entry(id, 0);
        Optional<FlushMeta> flush = table.segments().flush(id, 0);
        List<SegmentMeta> segments = table.segments().of(id, 0);
        if (!table.aliases().of(id, 0).isEmpty()) {
            return;
        }
        MetaChange.Builder tombstone = MetaChange.newBuilder().setTimestamp(timestamp);
        tombstone.setDropped(true);
        apply(tombstone.setCollection(collection).build());
        partitions.forEach(partition -> apply(tombstone.setPartition(partition).build()));
        indexes.forEach(index -> apply(tombstone.setIndex(index).build()));
        load.ifPresent(entry -> apply(tombstone.setLoad(entry).build()));
        flush.ifPresent(entry -> apply(tombstone.setFlush(entry).build()));
        segments.forEach(segment -> apply(tombstone.setSegment(segment).build()));
    }

    private static MetaChange change(CollectionMeta collection) {
        return MetaChange.newBuilder().setCollection(collection).build();
    }

    private void apply(MetaChange change) {
        model.apply(change);
        table.apply(change);
    }

    private void assertReadsAgree(String step, long at) {
        String hint = step + ", read at " + at;
        Moment moment = model.at(at);
        long sum = 0;
        for (String database : DATABASES) {
            List<CollectionMeta> expected = moment.collections(database);
            assertThat(table.collections().in(database, at)).as(hint).isEqualTo(expected);
            assertThat(table.aliases().in(database, at))
                    .as(hint)
                    .isEqualTo(moment.aliases(database));
            for (int n = 0; n < 8; n++) {
                assertThat(table.collections().named(database, "n" + n, at))
                        .as(hint)
                        .isEqualTo(moment.named(database, "n" + n));
            }
            for (CollectionMeta collection : expected) {
                assertReadsAgree(hint, at, collection, moment);
                sum +=
                        (long) collection.getVirtualChannelsCount()
                                * moment.partitions(collection.getId()).size();
            }
            if (at == 0) {
                assertThat(table.collections().count(database)).as(hint).isEqualTo(expected.size());
            }
        }
        assertNodesAgree(hint, at, moment);
        assertThat(table.settings().changed(at)).as(hint).isEqualTo(moment.settings());
        if (at == 0) {
            assertThat(table.collections().partitionShards()).as(hint).isEqualTo(sum);
            assertThat(table.clients().list()).as(hint).isEqualTo(moment.clients());
            assertThat(table.clients().count()).as(hint).isEqualTo(moment.clients().size());
        }
    }

    private void assertNodesAgree(String hint, long at, Moment moment) {
        assertThat(table.nodes().list(at)).as(hint).isEqualTo(moment.nodes());
        for (int role = 0; role < 3; role++) {
            assertThat(table.nodes().named("r" + role, HERE, at))
                    .as(hint)
                    .isEqualTo(moment.node("r" + role, HERE));
        }
        if (at == 0) {
            assertThat(table.nodes().count()).as(hint).isEqualTo(moment.nodes().size());
            for (NodeMeta node : moment.nodes()) {
                long id = node.getId();
                assertThat(table.nodes().lease(id)).as(hint).isEqualTo(moment.lease(id));
                assertThat(table.nodes().channelTimes(id))
                        .as(hint)
                        .isEqualTo(moment.channelTimes(id));
            }
        }
    }

    private void assertReadsAgree(String hint, long at, CollectionMeta collection, Moment moment) {
        long id = collection.getId();
        assertThat(table.collections().withId(id, at)).as(hint).contains(collection);
        List<PartitionMeta> partitions = moment.partitions(id);
        assertThat(table.partitions().of(id, at)).as(hint).isEqualTo(partitions);
        for (PartitionMeta partition : partitions) {
            assertThat(table.partitions().named(id, partition.getName(), at))
                    .as(hint)
                    .contains(partition);
        }
        assertThat(table.indexes().of(id, at)).as(hint).isEqualTo(moment.indexes(id));
        assertThat(table.aliases().of(id, at)).as(hint).isEqualTo(moment.aliases(id));
        assertThat(table.loads().entry(id, at)).as(hint).isEqualTo(moment.load(id));
        assertThat(table.segments().flush(id, at)).as(hint).isEqualTo(moment.flush(id));
        assertThat(table.segments().of(id, at)).as(hint).isEqualTo(moment.segments(id));
        if (at == 0) {
            assertThat(table.partitions().count(id)).as(hint).isEqualTo(partitions.size());
        }
    }

    /** A restarted table has the same store, and the history goes on with it. */
    private void restart(String hint) {
        TestingMetaStore replayed = new TestingMetaStore();
        MetaTable copy = new MetaTable(replayed);
        table.changes().forEach(copy::apply);
        assertThat(replayed.content()).as(hint).isEqualTo(store.content());
        store = replayed;
        table = copy;
    }
}

package io.tidemark.meta;

import static io.tidemark.meta.TestingChanges.created;
import static io.tidemark.meta.TestingChanges.dropped;
import static io.tidemark.meta.TestingChanges.partitionCreated;
import static io.tidemark.meta.TestingChanges.updated;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.RefusedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories, compared with a model that keeps every change and reads by scanning them. */
class MetaTableHistoryTest {

    private static final int STEPS = 400;
    private static final int CHANNELS = 4;

    private final TestingMetaStore store = new TestingMetaStore();
    private final MetaTable table = new MetaTable(store);
    private final List<MetaChange> all = new ArrayList<>();
    private long timestamp = 1;
    private long nextId = 1;
    private long forgotten;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 2026})
    void readsAtAnyRetainedTimeAgreeWithTheModel(long seed) throws RefusedException {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            timestamp += 1 + random.nextInt(5);
            change(random);
            if (random.nextInt(10) == 0) {
                forgotten = Math.max(forgotten, timestamp - random.nextInt(100));
                table.expireBefore(forgotten);
            }
            long readable = Math.max(1, forgotten);
            if (readable <= timestamp) {
                long at = readable + random.nextInt((int) (timestamp - readable) + 1);
                assertReadsAgree(seed, step, random.nextInt(4) == 0 ? 0 : at);
            }
            assertReplayIsEqual(seed, step);
        }
    }

    private void change(Random random) throws RefusedException {
        String name = "n" + random.nextInt(8);
        Optional<CollectionMeta> bearer = table.collection("default", name, 0);
        if (bearer.isEmpty()) {
            create(name, 1 + random.nextInt(CHANNELS), 1 + random.nextInt(12));
            return;
        }
        MetaChange entry = MetaChange.newBuilder().setCollection(bearer.get()).build();
        if (random.nextInt(3) == 0) {
            apply(updated(timestamp, entry));
        } else {
            List<PartitionMeta> partitions = table.partitions(bearer.get().getId(), 0);
            apply(dropped(timestamp, entry));
            for (PartitionMeta partition : partitions) {
                apply(dropped(timestamp, MetaChange.newBuilder().setPartition(partition).build()));
            }
        }
    }

    private void create(String name, int shards, int partitions) throws RefusedException {
        int[] channels = table.chooseChannels(shards, CHANNELS).stream().mapToInt(i -> i).toArray();
        long id = nextId++;
        apply(created(timestamp, id, name, channels));
        for (int i = 0; i < partitions; i++) {
            apply(partitionCreated(timestamp, id, nextId++, "p" + i));
        }
    }

    private void apply(MetaChange change) {
        all.add(change);
        table.apply(change);
    }

    private void assertReadsAgree(long seed, int step, long at) {
        String hint = "seed " + seed + ", step " + step + ", read at " + at;
        long when = at == 0 ? Long.MAX_VALUE : at;
        List<CollectionMeta> expected = modelCollections(when);
        assertThat(table.collections("default", at)).as(hint).isEqualTo(expected);
        for (int n = 0; n < 8; n++) {
            String name = "n" + n;
            assertThat(table.collection("default", name, at))
                    .as(hint)
                    .isEqualTo(expected.stream().filter(c -> c.getName().equals(name)).findFirst());
        }
        for (CollectionMeta collection : expected) {
            long id = collection.getId();
            assertThat(table.collection(id, at)).as(hint).contains(collection);
            List<PartitionMeta> partitions = modelPartitions(id, when);
            assertThat(table.partitions(id, at)).as(hint).isEqualTo(partitions);
            assertThat(table.partition(id, "p0", at)).as(hint).contains(partitions.get(0));
        }
        if (at == 0) {
            assertThat(table.collectionCount()).as(hint).isEqualTo(expected.size());
            long sum = 0;
            for (CollectionMeta collection : expected) {
                sum +=
                        (long) collection.getVirtualChannelsCount()
                                * modelPartitions(collection.getId(), when).size();
            }
            assertThat(table.partitionShards()).as(hint).isEqualTo(sum);
        }
    }

    private void assertReplayIsEqual(long seed, int step) {
        TestingMetaStore replayed = new TestingMetaStore();
        MetaTable copy = new MetaTable(replayed);
        table.changes().forEach(copy::apply);
        assertThat(replayed.content())
                .as("seed %d, step %d", seed, step)
                .isEqualTo(store.content());
    }

    private List<CollectionMeta> modelCollections(long when) {
        List<CollectionMeta> found = new ArrayList<>();
        for (MetaChange change : all) {
            if (change.hasCollection() && change.getTimestamp() <= when) {
                found.removeIf(c -> c.getId() == change.getCollection().getId());
                if (!change.getDropped()) {
                    found.add(change.getCollection());
                }
            }
        }
        found.sort(Comparator.comparingLong(CollectionMeta::getId));
        return found;
    }

    private List<PartitionMeta> modelPartitions(long collectionId, long when) {
        List<PartitionMeta> found = new ArrayList<>();
        for (MetaChange change : all) {
            if (change.hasPartition()
                    && change.getPartition().getCollectionId() == collectionId
                    && change.getTimestamp() <= when) {
                found.removeIf(p -> p.getId() == change.getPartition().getId());
                if (!change.getDropped()) {
                    found.add(change.getPartition());
                }
            }
        }
        return found;
    }
}

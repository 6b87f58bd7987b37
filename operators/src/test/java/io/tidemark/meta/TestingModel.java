package io.tidemark.meta;

import io.milvus.grpc.Address;
import io.milvus.grpc.KeyValuePair;
import io.tidemark.proto.AliasMeta;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a meta table must answer, found by going through every change there was. */
final class TestingModel {

    /** Everything there was at one time, by id. */
    static final class Moment {

        private final TreeMap<Long, CollectionMeta> collections = new TreeMap<>();
        private final TreeMap<Long, PartitionMeta> partitions = new TreeMap<>();
        private final TreeMap<Long, AliasMeta> aliases = new TreeMap<>();
        private final TreeMap<Long, IndexMeta> indexes = new TreeMap<>();
        private final TreeMap<Long, LoadMeta> loads = new TreeMap<>();
        private final TreeMap<Long, FlushMeta> flushes = new TreeMap<>();
        private final TreeMap<Long, SegmentMeta> segments = new TreeMap<>();
        private final TreeMap<Long, NodeMeta> nodes = new TreeMap<>();
        private final TreeMap<Long, LeaseMeta> leases = new TreeMap<>();
        private final TreeMap<Long, ChannelTimesMeta> channelTimes = new TreeMap<>();
        private final TreeMap<Long, ClientMeta> clients = new TreeMap<>();
        private SettingsMeta settings = SettingsMeta.getDefaultInstance();

        List<CollectionMeta> collections(String database) {
            return collections.values().stream()
                    .filter(collection -> collection.getDbName().equals(database))
                    .toList();
        }

        Optional<CollectionMeta> named(String database, String name) {
            for (AliasMeta alias : aliases(database)) {
                if (alias.getName().equals(name)) {
                    return Optional.of(collections.get(alias.getCollectionId()));
                }
            }
            return collections(database).stream()
                    .filter(collection -> collection.getName().equals(name))
                    .findFirst();
        }

        List<PartitionMeta> partitions(long collectionId) {
            return partitions.values().stream()
                    .filter(partition -> partition.getCollectionId() == collectionId)
                    .toList();
        }

        List<IndexMeta> indexes(long collectionId) {
            return indexes.values().stream()
                    .filter(index -> index.getCollectionId() == collectionId)
                    .toList();
        }

        List<AliasMeta> aliases(String database) {
            return aliases.values().stream()
                    .filter(alias -> alias.getDbName().equals(database))
                    .sorted(Comparator.comparing(AliasMeta::getName))
                    .toList();
        }

        List<AliasMeta> aliases(long collectionId) {
            return aliases.values().stream()
                    .filter(alias -> alias.getCollectionId() == collectionId)
                    .sorted(Comparator.comparing(AliasMeta::getName))
                    .toList();
        }

        Optional<LoadMeta> load(long collectionId) {
            return Optional.ofNullable(loads.get(collectionId));
        }

        Optional<FlushMeta> flush(long collectionId) {
            return Optional.ofNullable(flushes.get(collectionId));
        }

        List<SegmentMeta> segments(long collectionId) {
            return segments.values().stream()
                    .filter(segment -> segment.getCollectionId() == collectionId)
                    .toList();
        }

        List<NodeMeta> nodes() {
            return List.copyOf(nodes.values());
        }

        Optional<NodeMeta> node(String role, Address address) {
            return nodes.values().stream()
                    .filter(node -> node.getRole().equals(role))
                    .filter(node -> node.getAddress().equals(address))
                    .findFirst();
        }

        Optional<LeaseMeta> lease(long node) {
            return Optional.ofNullable(leases.get(node));
        }

        Optional<ChannelTimesMeta> channelTimes(long node) {
            return Optional.ofNullable(channelTimes.get(node));
        }

        List<ClientMeta> clients() {
            return List.copyOf(clients.values());
        }

        List<KeyValuePair> settings() {
            return settings.getValuesList();
        }

        private void apply(MetaChange change) {
            switch (change.getEntryCase()) {
                case COLLECTION ->
                        put(
                                collections,
                                change.getCollection().getId(),
                                change.getCollection(),
                                change);
                case PARTITION ->
                        put(
                                partitions,
                                change.getPartition().getId(),
                                change.getPartition(),
                                change);
                case ALIAS -> put(aliases, change.getAlias().getId(), change.getAlias(), change);
                case INDEX -> put(indexes, change.getIndex().getId(), change.getIndex(), change);
                case LOAD ->
                        put(loads, change.getLoad().getCollectionId(), change.getLoad(), change);
                case FLUSH ->
                        put(
                                flushes,
                                change.getFlush().getCollectionId(),
                                change.getFlush(),
                                change);
                case SEGMENT ->
                        put(segments, change.getSegment().getId(), change.getSegment(), change);
                case NODE -> put(nodes, change.getNode().getId(), change.getNode(), change);
                case LEASE -> put(leases, change.getLease().getNodeId(), change.getLease(), change);
                case CHANNEL_TIMES ->
                        put(
                                channelTimes,
                                change.getChannelTimes().getNodeId(),
                                change.getChannelTimes(),
                                change);
                case CLIENT -> put(clients, change.getClient().getId(), change.getClient(), change);
                case SETTINGS -> settings = change.getSettings();
                default -> throw new AssertionError("no history here has a " + change);
            }
        }

        private static <E> void put(Map<Long, E> map, long id, E entry, MetaChange change) {
            if (change.getDropped()) {
                map.remove(id);
            } else {
                map.put(id, entry);
            }
        }
    }

    private final List<MetaChange> all = new ArrayList<>();

    void apply(MetaChange change) {
        all.add(change);
    }

    /**
     * @param timestamp 0 for the latest
     */
    Moment at(long timestamp) {
        Moment moment = new Moment();
        for (MetaChange change : all) {
            if (timestamp == 0 || change.getTimestamp() <= timestamp) {
                moment.apply(change);
            }
        }
        return moment;
    }
}

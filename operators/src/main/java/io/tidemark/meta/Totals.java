package io.tidemark.meta;

import io.tidemark.channel.PhysicalChannel;
import io.tidemark.proto.ChannelUse;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.MetaEntry;
import io.tidemark.proto.MetaTotals;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sums: how many collections there are, in all and a database, how much they take, how many clients
 * there are, and how each physical channel is used. All of it follows from the retained versions,
 * so that a replayed table has the same sums and chooses the same channels.
 */
final class Totals {

    private final MetaStore store;

    Totals(MetaStore store) {
        this.store = store;
    }

    MetaTotals read() {
        return read(MetaKeys.TOTALS);
    }

    private MetaTotals read(String key) {
        MetaEntry entry = store.get(key);
        return entry == null ? MetaTotals.getDefaultInstance() : entry.getTotals();
    }

    /** How many collections a database has now. */
    long collections(String database) {
        return read(MetaKeys.totals(database)).getCollections();
    }

    /** How many collections have a shard on a physical channel now. */
    int references(int channel) {
        return use(read().getChannelsList(), channel).getReferences();
    }

    /**
     * Counts a change.
     *
     * @param last the entry's change before; null for its first
     */
    void put(MetaChange change, MetaChange last) {
        int live = (change.getDropped() ? 0 : 1) - (last == null ? 0 : 1);
        if (change.hasCollection()) {
            use(change.getCollection(), live, last == null ? 1 : 0);
            if (last != null) {
                inDatabase(last.getCollection().getDbName(), -1);
            }
            inDatabase(change.getCollection().getDbName(), change.getDropped() ? 0 : 1);
        } else if (change.hasPartition() && live != 0) {
            MetaTotals totals = read();
            long sum =
                    totals.getPartitionShards() + (long) live * change.getPartition().getShards();
            write(MetaKeys.TOTALS, totals.toBuilder().setPartitionShards(sum).build());
        } else if (change.hasClient() && live != 0) {
            MetaTotals totals = read();
            long clients = totals.getClients() + live;
            write(MetaKeys.TOTALS, totals.toBuilder().setClients(clients).build());
        }
    }

    /** Counts an entry of which no version is left. */
    void forget(MetaChange last) {
        if (last.hasCollection()) {
            use(last.getCollection(), 0, -1);
        }
    }

    private void inDatabase(String database, int live) {
        String key = MetaKeys.totals(database);
        MetaTotals totals = read(key);
        write(key, totals.toBuilder().setCollections(totals.getCollections() + live).build());
    }

    /** Counts a collection that comes (1), stays (0) or goes (-1), and its retained use. */
    private void use(CollectionMeta collection, int live, int retained) {
        if (live == 0 && retained == 0) {
            return;
        }
        MetaTotals totals = read();
        List<ChannelUse> uses = new ArrayList<>(totals.getChannelsList());
        for (String channel : collection.getPhysicalChannelsList()) {
            int index = PhysicalChannel.index(channel);
            while (uses.size() <= index) {
                uses.add(ChannelUse.getDefaultInstance());
            }
            ChannelUse use = uses.get(index);
            uses.set(
                    index,
                    ChannelUse.newBuilder()
                            .setReferences(use.getReferences() + live)
                            .setUsed(use.getUsed() + retained)
                            .build());
        }
        while (!uses.isEmpty() && uses.get(uses.size() - 1).getUsed() == 0) {
            uses.remove(uses.size() - 1);
        }
        write(
                MetaKeys.TOTALS,
                totals.toBuilder()
                        .setCollections(totals.getCollections() + live)
                        .clearChannels()
                        .addAllChannels(uses)
                        .build());
    }

    /** See {@link Collections#chooseChannels}. */
    List<Integer> chooseChannels(int shards, int channels) throws RefusedException {
        if (shards > channels) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    "no enough channels, want: " + shards + ", got: " + channels);
        }
        List<ChannelUse> uses = read().getChannelsList();
        Comparator<Integer> leastUsed =
                Comparator.<Integer>comparingInt(channel -> use(uses, channel).getReferences())
                        .thenComparingInt(channel -> use(uses, channel).getUsed())
                        .thenComparing(Comparator.naturalOrder());
        return IntStream.range(0, channels).boxed().sorted(leastUsed).limit(shards).toList();
    }

    private static ChannelUse use(List<ChannelUse> uses, int channel) {
        return channel < uses.size() ? uses.get(channel) : ChannelUse.getDefaultInstance();
    }

    private void write(String key, MetaTotals totals) {
        if (totals.equals(MetaTotals.getDefaultInstance())) {
            store.remove(key);
        } else {
            store.put(key, MetaEntry.newBuilder().setTotals(totals).build());
        }
    }
}
